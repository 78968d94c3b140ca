import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manualClock } from '@planweave/testing';
import { expect, it } from 'vitest';
import { fakeTerminal } from '../live/fake-terminal.ts';
import { playLive } from '../live/play-live.ts';
import { startRun } from '../planning/arena-run.ts';
import { scriptedBrain } from '../planning/brain.ts';
import { arenaPicture, pictureTick } from './arena-picture.ts';

it('is what docs/arena.svg shows; when it is not, look at the arena and run: npm run picture', async () => {
  const file = await readFile(join(import.meta.dirname, '../../../../../docs/arena.svg'), 'utf8');
  expect(file === (await arenaPicture())).toBe(true);
});

it('is what a terminal shows', async () => {
  const [brain, terminal, wallClock] = [scriptedBrain('hybrid'), fakeTerminal(), manualClock()];
  const run = startRun({ seed: 7, mode: 'hybrid', model: brain.model, clock: brain.clock });
  const playing = playLive({ run, brain, lastTick: 1_000, terminal, wallClock, signal: new AbortController().signal });
  const isShown = () => terminal.written.at(-1)?.includes(`tick ${pictureTick} `) === true;
  for (let turn = 0; turn < 10_000 && !isShown(); turn += 1) await wallClock.advance(50);
  // oxlint-disable-next-line no-control-regex
  const shown = terminal.written.at(-1)?.replaceAll(/\u001B\[[\d;]*[A-Za-z]/g, '') ?? '';
  terminal.press('q');
  await wallClock.runUntil(playing);
  expect(shown).toHaveLength(80 * 24);
  expect(textOf(await arenaPicture())).toBe(shown.replaceAll(/\s/g, ''));
});

/** All characters of a picture, row by row, without the blanks. */
function textOf(picture: string): string {
  const texts = [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('');
  return texts.replaceAll(/\s/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
