import { CancelledError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { createSemaphore } from './semaphore.ts';

const never = new AbortController().signal;

describe('createSemaphore', () => {
  it('gives places in the order in which they were asked for', async () => {
    const semaphore = createSemaphore(1);
    const order: number[] = [];
    const first = await semaphore.acquire(never);
    const others = [1, 2, 3].map(async (number) => {
      const giveBack = await semaphore.acquire(never);
      order.push(number);
      giveBack();
    });
    first();
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
  });

  it('lets as many in as it has places, however often one is given back', async () => {
    const semaphore = createSemaphore(2);
    const giveBack = await semaphore.acquire(never);
    await semaphore.acquire(never);
    giveBack();
    giveBack();
    await semaphore.acquire(never);
    let isIn = false;
    void semaphore.acquire(never).then(() => {
      isIn = true;
    });
    await Promise.resolve();
    expect(isIn).toBe(false);
  });

  it('forgets a waiter that leaves, and passes its turn on', async () => {
    const semaphore = createSemaphore(1);
    const giveBack = await semaphore.acquire(never);
    const leaver = new AbortController();
    const left = semaphore.acquire(leaver.signal);
    const next = semaphore.acquire(never);
    leaver.abort();
    await expect(left).rejects.toBeInstanceOf(CancelledError);
    giveBack();
    await expect(next).resolves.toBeTypeOf('function');
    await expect(semaphore.acquire(leaver.signal)).rejects.toBeInstanceOf(CancelledError);
  });

  it('can turn everybody away', async () => {
    const semaphore = createSemaphore(1);
    await semaphore.acquire(never);
    const waiting = semaphore.acquire(never);
    semaphore.rejectAll(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });
});
