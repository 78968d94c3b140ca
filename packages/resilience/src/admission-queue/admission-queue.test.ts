import { createCallContext, seededRandom, ServerBusyError, sleep, type CallContextOptions, type PlanEvent, type Priority } from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { admissionQueue, type AdmissionQueue } from './admission-queue.ts';

let clock: ManualClock;
beforeEach(() => {
  clock = manualClock();
});

/** A server that works on `slots` calls at once, each for as long as `workMs` says, and lets any number wait inside, as Ollama does. */
function slottedServer(slots: number, workMs: number | (() => number)) {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const server = {
    most: 0,
    inside: 0,
    call: async (): Promise<string> => {
      server.inside += 1;
      server.most = Math.max(server.most, server.inside);
      if (busy >= slots) await new Promise<void>((resolve) => void waiting.push(resolve));
      else busy += 1;
      await sleep(clock, typeof workMs === 'number' ? workMs : workMs(), new AbortController().signal);
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
      server.inside -= 1;
      return 'done';
    },
  };
  return server;
}

const context = (options: CallContextOptions = {}) => createCallContext({ clock, target: 'm', ...options });
const outcomeOf = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code: string; by?: string }) => error.by ?? error.code);

/** Starts a call that ends when `end` is called, and writes its name into `started` when it runs. */
function held(queue: AdmissionQueue, started: string[], name: string, options: CallContextOptions = {}) {
  let end!: () => void;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  const outcome = outcomeOf(
    queue.execute(() => {
      started.push(name);
      return work;
    }, context(options)),
  );
  return { end, outcome };
}

describe('admissionQueue', () => {
  it.each([
    ['always takes as long', () => () => 100],
    ['takes between half and three halves as long', () => { const random = seededRandom(1); return () => 50 + random.next() * 100; }],
    ['takes a random time without end', () => { const random = seededRandom(2); return () => -Math.log(1 - random.next()) * 100; }],
  ] as const)('T33: a limit of 1 reaches 4 when the server has 4 slots and %s, stays near it, and the server sees it', async (_, workMs) => {
    const server = slottedServer(4, workMs());
    const queue = admissionQueue({ maxQueued: 1_000 });
    let finished = 0;
    const client = async () => {
      for (let round = 0; round < 60; round += 1) {
        await queue.execute(server.call, context());
        finished += 1;
      }
    };
    const clients = Array.from({ length: 16 }, client);
    const limits: number[] = [];
    for (let step = 0; step < 200; step += 1) {
      await clock.advance(100);
      limits.push(queue.status()[0]!.limit);
    }
    expect(Math.max(...limits.slice(0, 30))).toBeGreaterThanOrEqual(4);
    const settled = limits.slice(50);
    const mean = settled.reduce((sum, limit) => sum + limit, 0) / settled.length;
    expect(mean).toBeGreaterThanOrEqual(3.5);
    expect(mean).toBeLessThanOrEqual(8);
    expect(server.most).toBeLessThanOrEqual(14);
    expect(finished).toBeGreaterThan(200 * 4 * 0.85);
    await clock.advance(100_000);
    await Promise.all(clients);
  });

  it('lowers the limit when the server says that it is busy', async () => {
    const queue = admissionQueue({ initialLimit: 10 });
    const busy = () => Promise.reject(new ServerBusyError({ message: 'busy', model: 'm', host: 'h' }));
    await outcomeOf(queue.execute(busy, context()));
    expect(queue.status()[0]?.limit).toBe(7);
  });

  it('T6: keeps first come first served, whatever comes in between', async () => {
    const random = seededRandom(3);
    for (let round = 0; round < 50; round += 1) {
      const queue = admissionQueue({ newestFirstFrom: 1, maxLimit: 1 });
      const started: string[] = [];
      const running: ReturnType<typeof held>[] = [];
      const expected: string[] = [];
      for (let index = 0; index < 40; index += 1) {
        if (random.next() < 0.6) {
          expected.push(String(index));
          running.push(held(queue, started, String(index)));
        } else {
          const first = running[started.length - 1];
          first?.end();
        }
        if (random.next() < 0.5) await Promise.resolve();
      }
      for (const call of running) {
        call.end();
        await call.outcome;
      }
      expect(started).toEqual(expected);
    }
  });

  it('T5: those who leave are gone in the same tick, and their places with them', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const first = held(queue, [], 'first');
    const stop = new AbortController();
    const others = Array.from({ length: 5 }, () => held(queue, [], 'other', { signal: stop.signal }));
    expect(queue.status()[0]?.queued).toBe(5);
    stop.abort();
    expect(queue.status()[0]?.queued).toBe(0);
    expect(await Promise.all(others.map(({ outcome }) => outcome))).toEqual(Array.from({ length: 5 }, () => 'PLANWEAVE_CANCELLED'));
    first.end();
    await first.outcome;
    expect(queue.status()[0]).toMatchObject({ running: 0, queued: 0 });
    expect(clock.pending).toBe(0);
  });

  it('leaves the queue at the deadline', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    held(queue, [], 'first');
    const { outcome } = held(queue, [], 'second', { budgetMs: 200 });
    await clock.advance(200);
    expect(await outcome).toBe('PLANWEAVE_TIMED_OUT');
    expect(queue.status()[0]?.queued).toBe(0);
  });

  it('lets higher priority go first, and agents take turns', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const started: string[] = [];
    const ask = (name: string, priority: Priority, agentId: string) => held(queue, started, name, { priority, agentId });
    const all = [
      ask('running', 'low', 'x'),
      ask('low', 'low', 'x'),
      ask('a1', 'normal', 'a'),
      ask('a2', 'normal', 'a'),
      ask('a3', 'normal', 'a'),
      ask('b1', 'normal', 'b'),
      ask('high', 'high', 'c'),
    ];
    for (const call of all) call.end();
    await Promise.all(all.map(({ outcome }) => outcome));
    expect(started).toEqual(['running', 'high', 'a1', 'b1', 'a2', 'a3', 'low']);
  });

  it('lets the newest go first when there is more than can be served', async () => {
    const queue = admissionQueue({ maxLimit: 1, maxQueued: 4, newestFirstFrom: 0.5 });
    const started: string[] = [];
    const all = ['running', '1', '2', '3', '4'].map((name) => held(queue, started, name));
    for (const call of all) call.end();
    await Promise.all(all.map(({ outcome }) => outcome));
    expect(started).toEqual(['running', '4', '3', '1', '2']);
  });

  it('refuses the least important when the line is full', async () => {
    const queue = admissionQueue({ maxLimit: 1, maxQueued: 2 });
    held(queue, [], 'running');
    const low = held(queue, [], 'low', { priority: 'low' });
    const normal = held(queue, [], 'normal');
    const high = held(queue, [], 'high', { priority: 'high' });
    const lowest = held(queue, [], 'lowest', { priority: 'low' });
    expect(await low.outcome).toBe('queue');
    expect(await lowest.outcome).toBe('queue');
    expect(queue.status()[0]?.queued).toBe(2);
    void [normal, high];
  });

  it('refuses at once what cannot be done in time', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const server = slottedServer(1, 300);
    const first = queue.execute(server.call, context());
    await clock.advance(300);
    await first;
    expect(await outcomeOf(queue.execute(server.call, context({ budgetMs: 374 })))).toBe('time');
    const second = outcomeOf(queue.execute(server.call, context({ budgetMs: 375 })));
    expect(await outcomeOf(queue.execute(server.call, context({ budgetMs: 674 })))).toBe('time');
    await clock.advance(300);
    expect(await second).toBe('done');
  });

  it('keeps a gate for each target', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    held(queue, [], 'a', { target: 'a' });
    expect(await queue.execute(async () => 'free', context({ target: 'b' }))).toBe('free');
    expect(queue.status().map(({ key, running }) => [key, running])).toEqual([['a', 1], ['b', 0]]);
  });

  it('frees the place of a call that throws before it waits', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const broken = () => {
      throw new Error('broken');
    };
    await expect(queue.execute(broken, context())).rejects.toThrow('broken');
    expect(await queue.execute(async () => 1, context())).toBe(1);
  });

  it('reports waiting and leaving', async () => {
    const events: PlanEvent[] = [];
    const queue = admissionQueue({ maxLimit: 1 });
    const first = held(queue, [], 'first');
    const second = held(queue, [], 'second', { requestId: 'second', report: (event) => void events.push(event) });
    await clock.advance(30);
    first.end();
    second.end();
    await second.outcome;
    expect(events).toEqual([
      { type: 'queue-entered', requestId: 'second', at: 0, position: 0 },
      { type: 'queue-left', requestId: 'second', at: 30, waitedMs: 30, outcome: 'admitted' },
    ]);
  });

  it.each([{ initialLimit: 0 }, { maxLimit: 0 }, { maxQueued: 0 }, { slowFactor: 1 }, { newestFirstFrom: 2 }])('refuses %j', (options) => {
    expect(() => admissionQueue({ initialLimit: 1, ...options })).toThrow(`option "`);
  });
});
