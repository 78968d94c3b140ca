import { getEventListeners } from 'node:events';
import { createCallContext, ServerBusyError, sleep, TimedOutError, type CallContext, type LanguageModel, type Policy } from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admissionQueue, attemptTimeout, circuitBreaker, compose, hedge, modelRouter, rateLimit, retry } from './index.ts';

/** A router is a model; this makes a policy of it, whose operation is the work of both of its hosts. */
function routed(): Policy {
  return {
    name: 'model-router',
    async execute(operation, context) {
      let result: unknown;
      const host = (id: string): LanguageModel => ({
        id,
        generate: () => Promise.reject(new Error('unused')),
        async *stream(_, given) {
          result = await operation(given);
          yield { kind: 'end', reply: { text: '', finish: 'stop', model: id, usage: {}, timings: {} } } as never;
        },
      });
      await modelRouter([host('a'), host('b')]).generate({ messages: [] }, context);
      return result as never;
    },
  };
}

const policies: readonly (readonly [string, () => Policy])[] = [
  ['retry', () => retry({ attempts: 4, initialDelayMs: 7 })],
  ['circuitBreaker', () => circuitBreaker({ consecutiveFailures: 2, coolDownMs: 20 })],
  ['admissionQueue', () => admissionQueue({ maxLimit: 2, maxQueued: 3 })],
  ['rateLimit', () => rateLimit({ requestsPerMinute: 6_000, burstSeconds: 0.01 })],
  ['hedge', () => hedge({ afterMs: 5, burst: 100, extraRatio: 1 })],
  ['attemptTimeout', () => attemptTimeout({ timeoutMs: 15 })],
  ['modelRouter', routed],
  ['the usual order', () => compose([retry({ attempts: 4, initialDelayMs: 7 }), circuitBreaker({ coolDownMs: 20 }), admissionQueue({ maxLimit: 2, maxQueued: 3 }), attemptTimeout({ timeoutMs: 15 })])],
  ['the wrong order', () => compose([attemptTimeout({ timeoutMs: 25 }), admissionQueue({ maxLimit: 2, maxQueued: 3 }), hedge({ afterMs: 5, burst: 100 }), rateLimit({ requestsPerMinute: 6_000, burstSeconds: 0.01 }), circuitBreaker({ coolDownMs: 20 }), retry({ attempts: 4, initialDelayMs: 7 })])],
];

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', onUnhandled));
afterAll(() => void process.off('unhandledRejection', onUnhandled));

/** What one call of the operation does. */
const work = fc.record({ tookMs: fc.integer({ min: 0, max: 20 }), fails: fc.boolean(), listens: fc.boolean(), throwsAtOnce: fc.boolean() });
const caller = fc.record({ startMs: fc.integer({ min: 0, max: 30 }), leavesMs: fc.integer({ min: 0, max: 60 }), budgetMs: fc.integer({ min: 0, max: 60 }), works: fc.array(work, { minLength: 1, maxLength: 6 }) });
type Caller = typeof caller extends fc.Arbitrary<infer Value> ? Value : never;

async function runCaller(clock: ManualClock, policy: Policy, { startMs, leavesMs, budgetMs, works }: Caller, problems: string[]): Promise<AbortSignal> {
  await sleep(clock, startMs, new AbortController().signal);
  const stop = new AbortController();
  const context = createCallContext({ clock, signal: stop.signal, budgetMs, target: 'm', report: () => {} });
  let calls = 0;
  const operation = async (given: CallContext) => {
    const { tookMs, fails, listens, throwsAtOnce } = works[calls++ % works.length]!;
    if (stop.signal.aborted || given.signal.aborted) problems.push('started for a caller who had left');
    if (context.deadline.isOver() || given.deadline.at > context.deadline.at) problems.push('started after the deadline, or with a later one');
    if (given.requestId !== context.requestId || given.target !== 'm' || given.report !== context.report) problems.push('the context was not passed on');
    await sleep(clock, tookMs, listens ? given.signal : new AbortController().signal);
    if (fails) throw new ServerBusyError({ message: 'busy', model: 'm', host: 'h', retryAfterMs: throwsAtOnce ? 3 : undefined });
    return 'done';
  };
  const throwing = (given: CallContext) => {
    if (works[calls % works.length]!.throwsAtOnce && works[calls % works.length]!.fails) {
      calls += 1;
      throw new ServerBusyError({ message: 'busy at once', model: 'm', host: 'h' });
    }
    return operation(given);
  };
  const outcome = policy.execute(throwing, context).catch(() => {});
  if (leavesMs === 0) stop.abort();
  else clock.schedule(() => stop.abort(), leavesMs);
  await outcome;
  return stop.signal;
}

describe.each(policies)('%s', (_, create) => {
  it('T4: starts nothing for a caller who has left or after the deadline, settles, and leaves nothing behind, whatever comes between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(caller, { minLength: 1, maxLength: 6 }), async (callers) => {
        const clock = manualClock();
        const policy = create();
        const problems: string[] = [];
        const all = Promise.all(callers.map((each) => runCaller(clock, policy, each, problems)));
        await clock.advance(10_000);
        const signals = await all;
        expect(problems).toEqual([]);
        expect(clock.pending).toBe(0);
        expect(signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(unhandled).toEqual([]);
  });

  it('refuses a call whose deadline is over, and one whose caller has left, without starting it', async () => {
    const clock = manualClock();
    let calls = 0;
    const operation = async () => {
      calls += 1;
      throw new ServerBusyError({ message: 'busy', model: 'm', host: 'h' });
    };
    for (const options of [{ budgetMs: 0 }, { signal: AbortSignal.abort() }]) {
      const error: unknown = await create().execute(operation, createCallContext({ clock, ...options })).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: options.budgetMs === 0 ? TimedOutError.code : 'PLANWEAVE_CANCELLED' });
    }
    expect(calls).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

describe('an operation that never settles', () => {
  const never = () => new Promise<never>(() => {});
  const isEndedAtDeadline = async (policy: Policy) => {
    const clock = manualClock();
    let hasEnded = false;
    const outcome = policy.execute(never, createCallContext({ clock, budgetMs: 50 })).catch((error: unknown) => {
      hasEnded = TimedOutError.isInstance(error) && clock.now() === 50;
    });
    await clock.advance(1_000);
    if (hasEnded) await outcome;
    return hasEnded;
  };
  const others: readonly Policy[] = [retry(), circuitBreaker(), admissionQueue(), rateLimit({ requestsPerMinute: 60 }), hedge({ afterMs: 5 })];

  it.each(others)('is not ended by $name, but by an attempt timeout in it, at the deadline', async (policy) => {
    expect(await isEndedAtDeadline(policy)).toBe(false);
    expect(await isEndedAtDeadline(compose([policy, attemptTimeout({ timeoutMs: Infinity })]))).toBe(true);
  });
});
