/* oxlint-disable unicorn/no-thenable -- things with a then of their own are what is tested */
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { catchRejection } from './catch-rejection.ts';

const late = new Error('too late');

/** What is heard of a value by the time that everything under way is done. */
async function heardOf(returned: unknown): Promise<{ isAwaitable: boolean; heard: readonly unknown[] }> {
  const heard: unknown[] = [];
  const isAwaitable = catchRejection(returned, (reason) => heard.push(reason));
  await new Promise((resolve) => setImmediate(resolve));
  return { isAwaitable, heard };
}

describe('catchRejection', () => {
  it.each<[string, () => unknown, readonly unknown[]]>([
    ['a promise', () => Promise.reject(late), [late]],
    ['a promise that is kept', () => Promise.resolve(), []],
    ['a promise of another realm', () => runInNewContext('Promise.reject("foreign")') as unknown, ['foreign']],
    ['an object with a then', () => ({ then: (_: unknown, reject: (reason: unknown) => void) => reject(late) }), [late]],
    ['an object whose then throws', () => ({ then: () => { throw late; } }), [late]],
    ['a function with a then', () => Object.assign(() => {}, { then: (_: unknown, reject: (reason: unknown) => void) => reject(late) }), [late]],
    ['a promise whose catch is broken', () => Object.assign(Promise.reject(late), { catch: 5 }), [late]],
    ['a promise whose then was swapped', () => Object.assign(Promise.resolve(), { then: () => { throw late; } }), [late]],
    ['a then that cannot be read', () => Object.defineProperty({}, 'then', { get: () => { throw late; } }), [late]],
  ])('hears of %s', async (_, make, heard) => {
    expect(await heardOf(make())).toEqual({ isAwaitable: true, heard });
  });

  it.each([undefined, null, 0, 'then', {}, { then: 5 }, () => {}])('takes %s for nothing to wait for', async (returned) => {
    expect(await heardOf(returned)).toEqual({ isAwaitable: false, heard: [] });
  });
});
