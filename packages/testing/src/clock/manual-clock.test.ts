import { sleep } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { manualClock } from './manual-clock.ts';

const never = new AbortController().signal;

describe('manualClock', () => {
  it('stands still until it is moved', async () => {
    const clock = manualClock({ startMs: 5 });
    await clock.settle();
    expect(clock.now()).toBe(5);
  });

  it('runs timers in the order of their times, each at its own time', async () => {
    const clock = manualClock();
    const seen: string[] = [];
    clock.schedule(() => seen.push(`b at ${clock.now()}`), 20);
    clock.schedule(() => seen.push(`a at ${clock.now()}`), 10);
    clock.schedule(() => seen.push(`c at ${clock.now()}`), 20);
    await clock.advance(30);
    expect(seen).toEqual(['a at 10', 'b at 20', 'c at 20']);
    expect(clock.now()).toBe(30);
  });

  it('never runs a callback synchronously, not even one without delay', async () => {
    const clock = manualClock();
    let ran = false;
    clock.schedule(() => {
      ran = true;
    }, -1);
    expect(ran).toBe(false);
    await clock.advance(0);
    expect(ran).toBe(true);
  });

  it('settles the promises of one timer before it runs the next', async () => {
    const clock = manualClock();
    const seen: number[] = [];
    const work = async () => {
      for (let step = 0; step < 5; step += 1) {
        await sleep(clock, 10, never);
        seen.push(clock.now());
      }
    };
    const done = work();
    await clock.advance(50);
    await done;
    expect(seen).toEqual([10, 20, 30, 40, 50]);
  });

  it('takes a cancelled timer out', async () => {
    const clock = manualClock();
    let ran = false;
    const cancel = clock.schedule(() => {
      ran = true;
    }, 10);
    expect(clock.pending).toBe(1);
    cancel();
    cancel();
    expect(clock.pending).toBe(0);
    await clock.advance(10);
    expect(ran).toBe(false);
  });

  it('puts moves that are asked for at once after one another', async () => {
    const clock = manualClock();
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(clock.now()).toBe(20);
  });

  it('runs until a promise settles and stops there', async () => {
    const clock = manualClock();
    clock.schedule(() => {}, 500);
    const result = await clock.runUntil(sleep(clock, 300, never).then(() => 'done'));
    expect([result, clock.now(), clock.pending]).toEqual(['done', 300, 1]);
  });

  it('hands on the rejection of the promise it runs for', async () => {
    const clock = manualClock();
    const failing = sleep(clock, 5, never).then(() => {
      throw new Error('burst');
    });
    await expect(clock.runUntil(failing)).rejects.toThrow('burst');
  });

  it('says so when the promise depends on no timer within reach', async () => {
    const clock = manualClock();
    await expect(clock.runUntil(sleep(clock, 11, never), { limitMs: 10 })).rejects.toThrow('did not settle');
    await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow('did not settle');
  });

  it('refuses to go backwards', () => {
    expect(() => manualClock().advance(-1)).toThrow('"advance" must be');
    expect(() => manualClock({ startMs: Number.NaN })).toThrow('startMs');
  });
});
