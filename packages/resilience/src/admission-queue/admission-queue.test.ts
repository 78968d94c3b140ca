import { createCallContext, seededRandom, ServerBusyError, sleep, type CallContext, type CallContextOptions, type PlanEvent, type Priority } from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../compose/compose.ts';
import { attemptTimeout } from '../timeout/attempt-timeout.ts';
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

  it('T33: is at four in fewer than fifty calls, goes on to sixteen slots, and down again when the server has only two', async () => {
    let slots = 16;
    let inside = 0;
    // a server whose calls take the longer the more of them it has to share its slots
    const call = async () => {
      inside += 1;
      await sleep(clock, 100 * Math.max(1, inside / slots), new AbortController().signal);
      inside -= 1;
    };
    const queue = admissionQueue();
    let calls = 0;
    let callsUntilFour = 0;
    const closing = new AbortController();
    const client = async () => {
      while (!closing.signal.aborted) {
        await queue.execute(call, context());
        calls += 1;
        if (callsUntilFour === 0 && queue.status()[0]!.limit >= 4) callsUntilFour = calls;
      }
    };
    const clients = Array.from({ length: 40 }, client);
    const meanLimit = async () => {
      let sum = 0;
      for (let step = 0; step < 100; step += 1) {
        await clock.advance(100);
        sum += queue.status()[0]!.limit;
      }
      return sum / 100;
    };
    await clock.advance(10_000);
    expect(callsUntilFour).toBeGreaterThan(0);
    expect(callsUntilFour).toBeLessThan(50);
    const withSixteen = await meanLimit();
    slots = 2;
    await clock.advance(60_000);
    const withTwo = await meanLimit();
    expect(withSixteen).toBeGreaterThanOrEqual(13);
    expect(withSixteen).toBeLessThanOrEqual(24);
    expect(withTwo).toBeLessThan(withSixteen / 2);
    closing.abort();
    await clock.advance(10_000);
    await Promise.all(clients);
  });

  it('one slow start does not shut everybody out for ever: without news a call is let through to see', async () => {
    const queue = admissionQueue();
    const server = slottedServer(1, 30_000);
    const cold = queue.execute(server.call, context());
    await clock.advance(30_000);
    await cold;
    const warm = () => sleep(clock, 400, new AbortController().signal).then(() => 'warm');
    expect(await outcomeOf(queue.execute(warm, context({ budgetMs: 2_000 })))).toBe('time');
    await clock.advance(10_001);
    const trial = outcomeOf(queue.execute(warm, context({ budgetMs: 2_000 })));
    expect(await outcomeOf(queue.execute(warm, context({ budgetMs: 2_000 })))).toBe('time');
    await clock.advance(400);
    expect(await trial).toBe('done');
    expect(queue.status()[0]?.typicalMs).toBe(400);
    const next = outcomeOf(queue.execute(warm, context({ budgetMs: 2_000 })));
    await clock.advance(400);
    expect(await next).toBe('done');
  });

  it('learns from calls that were stopped that they take at least so long', async () => {
    const queue = compose([admissionQueue(), attemptTimeout({ timeoutMs: 1e6 })]);
    const call = ({ signal }: CallContext) => sleep(clock, 3_000, signal);
    const first = outcomeOf(queue.execute(call, context({ budgetMs: 1_500 })));
    await clock.advance(1_500);
    expect(await first).toBe('PLANWEAVE_TIMED_OUT');
    expect(await outcomeOf(queue.execute(call, context({ budgetMs: 1_500 })))).toBe('time');
    expect(clock.now()).toBe(1_500);
  });

  it('gives the place of an operation that goes on after its deadline, or after its caller has left, to others', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const stop = new AbortController();
    const deaf = [held(queue, [], 'deaf', { budgetMs: 100 })];
    await clock.advance(100);
    deaf.push(held(queue, [], 'deaf as well', { signal: stop.signal }));
    expect(queue.status()[0]?.running).toBe(1);
    stop.abort();
    expect(await queue.execute(async () => 'free', context())).toBe('free');
    for (const call of deaf) {
      call.end();
      await call.outcome;
    }
    expect(queue.status()[0]).toMatchObject({ running: 0, queued: 0 });
  });

  it('does not start a call whose caller leaves in the moment between being let in and hearing of it', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const stop = new AbortController();
    const started: string[] = [];
    const first = held(queue, started, 'first');
    const second = held(queue, started, 'second', { signal: stop.signal, report: (event) => void (event.type === 'queue-left' && stop.abort()) });
    first.end();
    expect(await second.outcome).toBe('PLANWEAVE_CANCELLED');
    expect(started).toEqual(['first']);
    expect(await queue.execute(async () => 'free', context())).toBe('free');
  });

  it('serves a lower class late, but serves it, however many come above it', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const started: string[] = [];
    const first = held(queue, started, 'first', { priority: 'high' });
    const low = held(queue, started, 'low', { priority: 'low' });
    const crowd = Array.from({ length: 30 }, (_, index) => held(queue, started, `high ${index}`, { priority: 'high' }));
    for (const call of [first, low, ...crowd]) call.end();
    await Promise.all([first, low, ...crowd].map(({ outcome }) => outcome));
    expect(started.indexOf('low')).toBe(11);
  });

  it('is fair between agents: one who asks ten times as often gets no more than the others', async () => {
    const queue = admissionQueue({ maxLimit: 1, newestFirstFrom: 1 });
    const served = new Map<string, number>();
    const ask = (agentId: string) =>
      outcomeOf(
        queue.execute(async ({ signal }) => {
          await sleep(clock, 10, signal);
          served.set(agentId, (served.get(agentId) ?? 0) + 1);
        }, context({ agentId, budgetMs: 2_000 })),
      );
    const all = Array.from({ length: 200 }, (_, index) => ask(index % 20 < 11 ? 'greedy' : `agent ${index % 20}`));
    await clock.advance(500);
    const shares = [...served.values()];
    const jain = shares.reduce((sum, share) => sum + share, 0) ** 2 / (shares.length * shares.reduce((sum, share) => sum + share ** 2, 0));
    expect(shares).toHaveLength(10);
    expect(jain).toBeGreaterThanOrEqual(0.9);
    await clock.advance(10_000);
    await Promise.all(all);
  });

  it('T6: within a class nobody overtakes, whoever leaves, fails or comes in between', async () => {
    const step = fc.record({
      priority: fc.constantFrom<Priority>('high', 'normal', 'low'),
      ticks: fc.integer({ min: 0, max: 3 }),
      ends: fc.integer({ min: 0, max: 2 }),
      leaves: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), async (steps, initialLimit) => {
        const queue = admissionQueue({ initialLimit, maxLimit: initialLimit, newestFirstFrom: 1 });
        const started: string[] = [];
        const callers = new Map<string, ReturnType<typeof held> & { readonly stop: AbortController }>();
        for (const [index, { priority, ticks, ends, leaves }] of steps.entries()) {
          const stop = new AbortController();
          const name = `${priority} ${index}`;
          callers.set(name, { stop, ...held(queue, started, name, { priority, signal: stop.signal }) });
          if (leaves === 0) callers.get(`${priority} ${index - 1}`)?.stop.abort();
          for (const running of ends === 0 ? [] : started.slice(-ends)) callers.get(running)?.end();
          for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
          expect(queue.status()[0]!.running).toBeLessThanOrEqual(initialLimit);
        }
        for (const { end } of callers.values()) end();
        await Promise.all([...callers.values()].map(({ outcome }) => outcome));
        for (const priority of ['high', 'normal', 'low']) {
          const order = started.filter((name) => name.startsWith(priority)).map((name) => Number(name.split(' ')[1]));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
        expect(started.length).toBeGreaterThanOrEqual([...callers.values()].filter(({ stop }) => !stop.signal.aborted).length);
        expect(queue.status()[0] ?? { running: 0, queued: 0 }).toMatchObject({ running: 0, queued: 0 });
      }),
      { numRuns: 100 },
    );
  });

  it('tells the refusal of a call that was given up for another under its own id', async () => {
    const queue = admissionQueue({ maxLimit: 1, maxQueued: 1 });
    const told: string[] = [];
    const ask = (requestId: string, priority: Priority) => held(queue, [], requestId, { requestId, priority, report: ({ type }) => void told.push(`${requestId}: ${type}`) });
    const all = [ask('running', 'low'), ask('given up', 'low'), ask('newcomer', 'high')];
    expect(await all[1]!.outcome).toBe('queue');
    for (const { end } of all) end();
    await Promise.all(all.map(({ outcome }) => outcome));
    expect(told).toEqual(['given up: queue-entered', 'newcomer: queue-entered', 'given up: call-refused', 'given up: queue-left', 'newcomer: queue-left']);
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

  it('an observer that makes a call of its own on hearing that another was let in gets no place beside it', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const started: string[] = [];
    const own: ReturnType<typeof held>[] = [];
    const first = held(queue, started, 'first');
    const second = held(queue, started, 'second', { report: (event) => void (event.type === 'queue-left' && own.push(held(queue, started, 'of the observer'))) });
    first.end();
    await first.outcome;
    expect(started).toEqual(['first', 'second']);
    expect(queue.status()[0]).toMatchObject({ running: 1, queued: 1 });
    second.end();
    await second.outcome;
    expect(started).toEqual(['first', 'second', 'of the observer']);
    own[0]!.end();
    await own[0]!.outcome;
    expect(queue.status()[0]).toMatchObject({ running: 0, queued: 0 });
  });

  it('an observer that makes a call of its own on hearing of a refusal does not make the line longer than it may be', async () => {
    const queue = admissionQueue({ maxLimit: 1, maxQueued: 1 });
    const own: Promise<string>[] = [];
    const stop = new AbortController();
    const running = held(queue, [], 'running');
    const told: string[] = [];
    held(queue, [], 'given up', {
      priority: 'low',
      signal: stop.signal,
      report: (event) => {
        told.push(event.type);
        if (event.type !== 'call-refused') return;
        stop.abort();
        own.push(held(queue, [], 'of the observer', { priority: 'low' }).outcome);
      },
    });
    const newcomer = held(queue, [], 'newcomer');
    expect(queue.status()[0]).toMatchObject({ running: 1, queued: 1 });
    expect(await Promise.all(own)).toEqual(['queue']);
    expect(told).toEqual(['queue-entered', 'call-refused', 'queue-left']);
    for (const { end } of [running, newcomer]) end();
    expect(await newcomer.outcome).toBe('done');
  });

  it.each(['urgent', 'constructor', '__proto__'])('rejects a call with the priority %s, idle or not', async (priority) => {
    const queue = admissionQueue({ maxLimit: 1 });
    const ask = () => queue.execute(async () => 1, context({ priority: priority as Priority }));
    const message = 'admissionQueue: option "priority" must be high, normal or low, but is';
    await expect(ask()).rejects.toThrow(message);
    const running = held(queue, [], 'running');
    await expect(ask()).rejects.toThrow(message);
    expect(queue.status()[0]).toMatchObject({ running: 1, queued: 0 });
    running.end();
    await running.outcome;
  });

  it('takes a priority that is undefined as normal', async () => {
    const queue = admissionQueue({ maxLimit: 1 });
    const started: string[] = [];
    const all = [held(queue, started, 'running'), held(queue, started, 'low', { priority: 'low' }), held(queue, started, 'unset', Object.fromEntries([['priority', undefined]]))];
    for (const { end } of all) end();
    await Promise.all(all.map(({ outcome }) => outcome));
    expect(started).toEqual(['running', 'unset', 'low']);
  });

  it('takes an option that is undefined as left out', async () => {
    const unset = Object.fromEntries(['initialLimit', 'maxLimit', 'maxQueued', 'slowFactor', 'newestFirstFrom'].map((name) => [name, undefined]));
    const queue = admissionQueue(unset);
    await queue.execute(async () => 1, context());
    expect(queue.status()[0]?.limit).toBeGreaterThanOrEqual(1);
  });

  it.each([{ initialLimit: 0 }, { maxLimit: 0 }, { maxQueued: 0 }, { slowFactor: 1 }, { newestFirstFrom: 2 }])('refuses %j', (options) => {
    expect(() => admissionQueue({ initialLimit: 1, ...options })).toThrow(`option "`);
  });
});
