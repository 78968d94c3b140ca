import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { ErrorSummary } from '../errors/planweave-error.ts';
import { combineObservers, type Observer } from './observer.ts';
import type { PlanEvent } from './plan-event.ts';

const started: PlanEvent = { type: 'plan-started', requestId: 'a', at: 5, budgetMs: 250 };
const error: ErrorSummary = { code: 'PLANWEAVE_SERVER_BUSY', message: 'busy', phase: 'connect', isRetryable: true };
const refused: PlanEvent = { type: 'call-refused', requestId: 'a', at: 6, by: 'queue' };

/** An observer that writes down what it sees, and then does what the test wants. */
function watching(name: string, log: string[], then: (event: PlanEvent) => unknown = () => {}): Observer {
  return {
    observe(event) {
      log.push(`${name}: ${event.type}`);
      return then(event) as void;
    },
  };
}

/** Every object within, at any depth. */
function inside(value: object): readonly object[] {
  return Object.values(value).flatMap((each: unknown) => (typeof each === 'object' && each !== null ? [each, ...inside(each)] : []));
}

function fails(thrown: unknown): () => never {
  return () => {
    throw thrown;
  };
}

describe('combineObservers', () => {
  it('is nothing for nobody, so that looking costs nothing', () => {
    expect(combineObservers([])).toBeUndefined();
  });

  it('tells everybody, in the order of the list and of the events, the very same event', () => {
    const log: string[] = [];
    const seen: PlanEvent[] = [];
    const report = combineObservers([watching('first', log), watching('second', log, (event) => seen.push(event))]);
    report?.(started);
    report?.(refused);
    expect(log).toEqual(['first: plan-started', 'second: plan-started', 'first: call-refused', 'second: call-refused']);
    expect(seen[0]).toBe(started);
  });

  it('keeps calling an observer as a method of its object', () => {
    class Counter {
      #count = 0;
      observe() {
        this.#count += 1;
      }
      get count() {
        return this.#count;
      }
    }
    const counter = new Counter();
    combineObservers([counter])?.(started);
    expect(counter.count).toBe(1);
  });

  it('contains what an observer throws, and tells the others after the event itself', () => {
    const log: string[] = [];
    const told: PlanEvent[] = [];
    const report = combineObservers([watching('broken', log, fails(new Error('full disk'))), watching('well', log, (event) => told.push(event))]);
    expect(() => report?.(started)).not.toThrow();
    expect(log).toEqual(['broken: plan-started', 'well: plan-started', 'well: observer-failed']);
    expect(told[1]).toEqual({ type: 'observer-failed', requestId: 'a', at: 5, observer: 0, during: 'plan-started', problem: 'full disk' });
  });

  it('goes on telling an observer that failed once', () => {
    const log: string[] = [];
    const report = combineObservers([watching('broken', log, fails(new Error('once')))]);
    report?.(started);
    report?.(refused);
    expect(log).toEqual(['broken: plan-started', 'broken: call-refused']);
  });

  it('does not let two broken observers report each other for ever', () => {
    const log: string[] = [];
    const report = combineObservers([watching('a', log, fails(new Error('a'))), watching('b', log, fails(new Error('b'))), watching('c', log)]);
    report?.(started);
    expect(log).toEqual(['a: plan-started', 'b: plan-started', 'c: plan-started', 'b: observer-failed', 'c: observer-failed', 'a: observer-failed', 'c: observer-failed']);
  });

  it('contains a promise that rejects', async () => {
    const log: string[] = [];
    const told: PlanEvent[] = [];
    const report = combineObservers([watching('late', log, () => Promise.reject(new Error('too late'))), watching('well', log, (event) => told.push(event))]);
    report?.(started);
    expect(told).toEqual([started]);
    await Promise.resolve();
    expect(told[1]).toMatchObject({ type: 'observer-failed', observer: 0, problem: 'too late' });
  });

  it('hears a promise of another realm', async () => {
    const told: PlanEvent[] = [];
    const report = combineObservers([watching('late', [], () => runInNewContext('Promise.reject("foreign")')), watching('well', [], (event) => told.push(event))]);
    report?.(started);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(told[1]).toMatchObject({ type: 'observer-failed', problem: 'foreign' });
  });

  it.each<PlanEvent>([
    { type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 },
    { type: 'plan-ended', requestId: 'a', at: 0, durationMs: 1, slackMs: 1, result: { ok: true, source: 'fallback', tier: 'heuristic', steps: 1, attempts: 1, reason: { code: 'NO_MODEL', message: 'x' } } },
    { type: 'plan-ended', requestId: 'a', at: 0, durationMs: 1, slackMs: 1, result: { ok: false, error } },
    { type: 'prompt-built', requestId: 'a', at: 0, level: 'full', characters: 1, estimatedTokens: 1, dropped: ['pois'], durationMs: 1 },
    { type: 'attempt-ended', requestId: 'a', at: 0, tier: 'full', attempt: 1, model: 'm', durationMs: 1, error, usage: { promptTokens: 1, replyTokens: 1 }, timings: { totalMs: 1, firstTokenMs: 1, loadMs: 0, prefillMs: 0, decodeMs: 0 } },
    { type: 'plan-checked', requestId: 'a', at: 0, legal: 0, illegal: 1, codes: ['no-path'], durationMs: 1 },
    { type: 'plug-in-failed', requestId: 'a', at: 0, error },
  ])('lets nobody change what the others see of $type', (event) => {
    const whole = structuredClone(event);
    combineObservers([{ observe() {} }])?.(event);
    for (const each of [event, ...inside(event)]) expect(Object.isFrozen(each)).toBe(true);
    expect(event).toEqual(whole);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'oops', 'oops'],
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['an object without a text', Object.create(null), 'something that has no text'],
    ['an object with a hostile text', { toString: fails(new Error('ha')) }, 'something that has no text'],
    ['an error with a hostile message', Object.defineProperty(new Error('x'), 'message', { get: fails(new Error('ha')) }), 'something that has no text'],
    ['an error of a megabyte', new Error('x'.repeat(2 ** 20)), `${'x'.repeat(299)}…`],
  ])('survives %s thrown', (_, thrown, problem) => {
    const told: PlanEvent[] = [];
    const report = combineObservers([{ observe: fails(thrown) }, { observe: (event) => void told.push(event) }]);
    expect(() => report?.(started)).not.toThrow();
    expect(told[1]).toMatchObject({ problem });
  });

  it('does not notice changes to the list', () => {
    const log: string[] = [];
    const observers = [watching('first', log)];
    const report = combineObservers(observers);
    observers.push(watching('second', log));
    report?.(started);
    expect(log).toEqual(['first: plan-started']);
  });

  it('delivers what an observer reports while it is told', () => {
    const log: string[] = [];
    const report = combineObservers([
      watching('first', log, (event) => {
        if (event.type === 'plan-started') report?.(refused);
      }),
      watching('second', log),
    ]);
    report?.(started);
    expect(log.toSorted()).toEqual(['first: call-refused', 'first: plan-started', 'second: call-refused', 'second: plan-started']);
  });
});
