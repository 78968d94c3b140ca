import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newGame } from '../game/new-game.ts';
import { modes } from '../planning/mode.ts';
import { ansiLine } from './ansi.ts';
import { drawFrame, frameColumns, frameRows } from './draw-frame.ts';
import { plainText } from './span.ts';
import { svgPicture } from './svg.ts';
import type { ViewState } from './view-state.ts';

const hostileText = fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.constantFrom('\u001B[2J', 'a\nb', '漢字', '</text><script>', 'x'.repeat(300)));
const amount = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(-1, 1e9, Number.NaN));
const games = Array.from({ length: 8 }, (_, seed) => newGame(seed));

/** States that no game has, so that every one that a game has is among them. */
const anyState: fc.Arbitrary<ViewState> = fc
  .record({
    mode: fc.constantFrom(...modes),
    modelName: hostileText,
    game: fc.constantFrom(...games),
    tick: fc.nat(1e9),
    hp: amount,
    ammo: amount,
    x: fc.integer({ min: -5, max: 90 }),
    y: fc.integer({ min: -5, max: 30 }),
    ending: fc.constantFrom(undefined, 'reached', 'lost'),
    step: fc.record({ act: hostileText, x: fc.anything(), note: hostileText, rally_point: fc.constant({ x: 1, y: 2 }) }),
    source: fc.constantFrom('llm', 'cache', 'fallback'),
    queue: fc.record({ running: fc.nat(99), queued: fc.nat(999) }),
    slackMs: fc.option(fc.double({ noDefaultInfinity: true }), { nil: undefined }),
    problem: fc.option(fc.record({ code: hostileText, message: hostileText }), { nil: undefined }),
    count: fc.nat(1e12),
    news: fc.array(hostileText, { maxLength: 4 }),
    isPaused: fc.boolean(),
    isOver: fc.boolean(),
  } as const)
  .map(({ game, tick, hp, ammo, x, y, ending, step, source, slackMs, count, problem, ...rest }): ViewState => {
    const companions = game.companions.map((each) => ({ ...each, hp, ammo, pos: { x, y } }));
    const shots = [{ from: { x, y }, to: game.captain.pos }];
    const figures = { plans: { llm: count, cache: count, fallback: count }, withdrawn: 0, problem, cacheLookups: count, cacheHits: count, modelCalls: count, longestQueue: 0, lastSlackMs: slackMs, leastSlackMs: slackMs };
    return {
      ...rest,
      game: { ...game, tick, companions, captain: { pos: game.captain.pos, hp }, shots, damageTaken: count, smokes: [{ centre: { x, y }, untilTick: tick + 9 }], ...(ending !== undefined && { ending }) },
      orders: new Map(companions.map(({ id }) => [id, { step, source }])),
      figures,
      speed: 1,
    };
  });

describe('drawFrame', () => {
  it('fills 80 columns and 24 rows with printable characters, whatever the state', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const frame = drawFrame(state);
        expect(frame).toHaveLength(frameRows);
        for (const line of frame) expect(plainText(line)).toMatch(new RegExp(`^[\\x20-\\x7E·■□▪]{${frameColumns}}$`, 'u'));
      }),
      { seed: 81, numRuns: 150 },
    );
  });

  it('shows nothing of a foe that nobody knows of', () => {
    const game = { ...newGame(7), sightings: [] };
    const state = { ...fc.sample(anyState, { seed: 1, numRuns: 1 })[0]!, game };
    expect(drawFrame(state).slice(1, 15).map(plainText).map((line) => line.slice(0, 56)).join('')).not.toContain('F');
  });
});

describe('ansiLine and svgPicture', () => {
  it('show the same characters as the frame', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const frame = drawFrame(state);
        // oxlint-disable-next-line no-control-regex
        for (const line of frame) expect(ansiLine(line).replaceAll(/\u001B\[[\d;]*m/g, '')).toBe(plainText(line));
        const picture = svgPicture(frame, '<title>');
        expect(picture.match(/<[a-z]+/g)?.every((tag) => ['<svg', '<title', '<rect', '<g', '<text'].includes(tag))).toBe(true);
        const shown = [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('').replaceAll(/\s/g, '');
        const expected = frame.map(plainText).join('').replaceAll(/\s/g, '');
        expect(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')).toBe(expected);
      }),
      { seed: 82, numRuns: 40 },
    );
  });
});
