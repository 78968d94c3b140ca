import { describe, expect, it } from 'vitest';
import { heapAfterGc } from './heap-after-gc.ts';

const megabyte = 1024 ** 2;

/** About 16 MB of heap: 2 M numbers that do not fit a small integer. */
function hold(): number[] {
  return Array.from({ length: 2 * megabyte }, (_, index) => index + 0.5);
}

describe('heapAfterGc', () => {
  it('counts what is held and not what was let go', async () => {
    const before = await heapAfterGc();
    let held: number[] | undefined = hold();
    const during = await heapAfterGc();
    expect(held).toHaveLength(2 * megabyte);
    held = undefined;
    const after = await heapAfterGc();
    expect(during - before).toBeGreaterThan(12 * megabyte);
    expect(during - after).toBeGreaterThan(12 * megabyte);
  });
});
