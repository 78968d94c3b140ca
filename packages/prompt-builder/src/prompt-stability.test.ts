import { detailLevels } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceWorld, skirmish } from '../test/worlds.ts';
import { buildPrompt } from './build-prompt.ts';
import { createPromptBuilder } from './create-prompt-builder.ts';
import type { Persona } from './persona/persona.ts';

const anyWorld = fc.tuple(fc.nat(20), fc.nat()).map(([enemies, seed]) => skirmish(enemies, seed));
const anyLevel = fc.constantFrom(...detailLevels);
const bytesOf = (world: WorldSnapshot, level: (typeof detailLevels)[number] = 'full') =>
  JSON.stringify(buildPrompt({ domain: tacticalDomain, world, level }).messages);

/** The same world with the keys of all objects and, where order means nothing, the entries of lists turned round. */
function turnedRound(world: WorldSnapshot): WorldSnapshot {
  const { enemies, obstacles, pois } = world;
  const turned = { ...world, enemies: enemies.toReversed(), obstacles: obstacles.toReversed(), pois: pois.toReversed() };
  return withKeysTurnedRound(turned) as WorldSnapshot;
}

function withKeysTurnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysTurnedRound);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([name, part]) => [name, withKeysTurnedRound(part)]));
}

describe('prompts', () => {
  it('have the same bytes for the same inputs, from the remembered builder and from a new one', () => {
    fc.assert(
      fc.property(anyWorld, anyLevel, (world, level) => {
        const first = bytesOf(world, level);
        expect(bytesOf(structuredClone(world), level)).toBe(first);
        expect(JSON.stringify(createPromptBuilder({ domain: tacticalDomain }).build(world, { level }).messages)).toBe(first);
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on the order of keys and lists', () => {
    fc.assert(
      fc.property(anyWorld, anyLevel, (world, level) => {
        expect(bytesOf(turnedRound(world), level)).toBe(bytesOf(world, level));
      }),
      { numRuns: 100 },
    );
  });

  it('V6: are the same for worlds with the same canonical form: the clock runs, a cool-down decays a little', () => {
    const later: WorldSnapshot = { ...referenceWorld, t: 45.3, me: { ...referenceWorld.me, cooldowns: { Scan: 2.9 } } };
    const before: WorldSnapshot = { ...referenceWorld, me: { ...referenceWorld.me, cooldowns: { Scan: 2.99 } } };
    expect(tacticalDomain.canonical(later)).toEqual(tacticalDomain.canonical(before));
    for (const level of detailLevels) expect(bytesOf(later, level)).toBe(bytesOf(before, level));
  });

  const [first, ...others] = referenceWorld.enemies;
  if (first === undefined) throw new Error('the reference world has enemies');
  const withEnemy = (changes: object): WorldSnapshot => ({ ...referenceWorld, enemies: [{ ...first, ...changes }, ...others] });
  const pairs: Readonly<Record<string, readonly [WorldSnapshot, WorldSnapshot]>> = {
    'V3: tell worlds apart that differ in small numbers only': [
      { ...withEnemy({ pos: { x: 4, y: 7 } }), me: { ...referenceWorld.me, ammo: 9, pos: { x: 1, y: 2 } } },
      { ...withEnemy({ pos: { x: 7, y: 4 } }), me: { ...referenceWorld.me, ammo: 3, pos: { x: 2, y: 1 } } },
    ],
    'V4: tell one enemy from three': [
      { ...referenceWorld, enemies: [first] },
      { ...referenceWorld, enemies: [first, { ...first, id: 101 }, { ...first, id: 102 }] },
    ],
    'V5: tell the objectives "extract" and "defend" apart': [
      { ...referenceWorld, objective: 'extract' },
      { ...referenceWorld, objective: 'defend' },
    ],
    'T19: tell 95 hit points from 5': [withEnemy({ hp: 95 }), withEnemy({ hp: 5 })],
    'T19: tell a near enemy from a far one': [withEnemy({ pos: { x: 13, y: 10 } }), withEnemy({ pos: { x: 31, y: 10 } })],
  };
  it.each(Object.entries(pairs))('%s', (_, [one, other]) => {
    for (const level of detailLevels) expect(bytesOf(one, level)).not.toBe(bytesOf(other, level));
    expect(tacticalDomain.canonical(one)).not.toEqual(tacticalDomain.canonical(other));
  });

  it.each(['full', 'standard', 'simplified'] as const)('of one agent share four fifths of their leading bytes at the level %s', (level) => {
    const builder = createPromptBuilder({ domain: tacticalDomain, persona: { caution: 0.9 } });
    const bytes = (world: WorldSnapshot) => Buffer.from(JSON.stringify(builder.build(world, { level }).messages));
    const moved: WorldSnapshot = {
      ...referenceWorld,
      t: 46,
      player: { ...referenceWorld.player, hp: 60, pos: { x: 9, y: 10 } },
      me: { ...referenceWorld.me, ammo: 3, pos: { x: 14, y: 11 } },
      enemies: referenceWorld.enemies.map((enemy) => ({ ...enemy, hp: enemy.hp - 30, pos: { x: enemy.pos.x - 4, y: enemy.pos.y } })),
    };
    const [a, b] = [bytes(referenceWorld), bytes(moved)];
    const shared = a.findIndex((byte, index) => byte !== b[index]);
    expect(shared).toBeGreaterThan(0);
    expect(shared / Math.max(a.length, b.length)).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['full', 30, 0.8],
    ['full', 200, 0.4],
    ['standard', 20, 0.8],
    ['standard', 200, 0.75],
    ['simplified', 200, 0.75],
    ['minimal', 200, 0.6],
  ] as const)('of one agent at the level %s, with %i enemies that have all moved, share at least %d of their leading bytes', (level, enemies, least) => {
    const builder = createPromptBuilder({ domain: tacticalDomain });
    const world = skirmish(enemies);
    const moved = { ...world, enemies: world.enemies.map((enemy) => ({ ...enemy, hp: enemy.hp + 1, pos: { x: enemy.pos.x + 1, y: enemy.pos.y } })), me: { ...world.me, ammo: 31 } };
    const [a, b] = [world, moved].map((each) => Buffer.from(JSON.stringify(builder.build(each, { level }).messages))) as [Buffer, Buffer];
    expect(a.findIndex((byte, index) => byte !== b[index]) / Math.max(a.length, b.length)).toBeGreaterThanOrEqual(least);
  });

  it('of agents with other characters share everything up to the character', () => {
    const bytes = (persona: Persona) => Buffer.from(createPromptBuilder({ domain: tacticalDomain, persona }).system().content);
    const [bold, careful] = [bytes({ aggression: 1 }), bytes({ caution: 1 })];
    expect(bold.findIndex((byte, index) => byte !== careful[index]) / bold.length).toBeGreaterThan(0.95);
  });

  it('keep their system message whatever the history', () => {
    const history = [{ steps: [{ act: 'Scan', radius: 5 }], outcome: 'failed', note: 'nothing there' }] as const;
    const prompt = buildPrompt({ domain: tacticalDomain, world: referenceWorld, history });
    expect(prompt.messages[0]).toBe(buildPrompt({ domain: tacticalDomain, world: referenceWorld }).messages[0]);
    expect(prompt.messages[1]?.content).toContain('nothing there');
  });
});
