import { createCallContext } from '@planweave/core-types';
import { bulkhead, circuitBreaker, ConsecutiveBreaker, handleAll, noop, timeout, TimeoutStrategy } from 'cockatiel';
import { describe, expect, it } from 'vitest';
import { compose } from '../compose/compose.ts';
import { fromCockatiel } from './from-cockatiel.ts';

const fail = () => Promise.reject(new Error('down'));
const never = () => new Promise<never>(() => {});
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code?: string; by?: string; message: string }) => error.by ?? error.code ?? error.message);

describe('fromCockatiel', () => {
  it('gives the operation a context of its own with the signal of the policy', async () => {
    const context = createCallContext({ requestId: 'a' });
    const seen = await fromCockatiel('noop', noop).execute(async (given) => given, context);
    expect(seen).toMatchObject({ requestId: 'a', clock: context.clock });
  });

  it('turns an open circuit into a refusal', async () => {
    const policy = fromCockatiel('breaker', circuitBreaker(handleAll, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(1) }));
    expect(await codeOf(policy.execute(fail, createCallContext()))).toBe('down');
    expect(await codeOf(policy.execute(fail, createCallContext()))).toBe('circuit');
  });

  it('turns a full bulkhead into a refusal', async () => {
    const policy = compose([fromCockatiel('bulkhead', bulkhead(1))]);
    const stop = new AbortController();
    const first = codeOf(policy.execute(({ signal }) => new Promise((_, reject) => { signal.addEventListener('abort', () => reject(new Error('left'))); }), createCallContext({ signal: stop.signal })));
    expect(await codeOf(policy.execute(never, createCallContext()))).toBe('queue');
    stop.abort();
    expect(await first).toBe('PLANWEAVE_CANCELLED');
  });

  it('starts nothing once the deadline is over', async () => {
    let calls = 0;
    const policy = fromCockatiel('noop', noop);
    expect(await codeOf(policy.execute(async () => void (calls += 1), createCallContext({ budgetMs: 0 })))).toBe('PLANWEAVE_TIMED_OUT');
    expect(calls).toBe(0);
  });

  it('turns its timeout into ours', async () => {
    const policy = fromCockatiel('timeout', timeout(1, TimeoutStrategy.Aggressive));
    expect(await codeOf(policy.execute(never, createCallContext()))).toBe('PLANWEAVE_TIMED_OUT');
  });
});
