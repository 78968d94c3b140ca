import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { arenaPicture } from './arena-picture.ts';

it('is what docs/arena.svg shows; when it is not, look at the arena and run: npm run picture', async () => {
  const file = await readFile(join(import.meta.dirname, '../../../../../docs/arena.svg'), 'utf8');
  expect(file === (await arenaPicture())).toBe(true);
});
