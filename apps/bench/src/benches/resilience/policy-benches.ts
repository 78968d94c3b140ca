import { createCallContext, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { admissionQueue, attemptTimeout, circuitBreaker, compose, retry } from '@planweave/resilience';
import type { Bench, BenchGroup } from '../bench.ts';
import { skippingClock } from '../skipping-clock.ts';

const onSystemClock = createCallContext({ target: 'phi3', budgetMs: 60_000 });
/** Reading the machine's clock costs more than any check. */
const onStillClock = createCallContext({ target: 'phi3', clock: { ...skippingClock(), now: () => 0 } });
const succeed = () => Promise.resolve('done');

/** What any policy costs that is an async function around another. */
const nothing: Policy = {
  name: 'nothing',
  async execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
    const result = await operation(context);
    return result;
  },
};

const timeout = attemptTimeout({ timeoutMs: 10_000 });
const stack = compose([retry(), circuitBreaker(), admissionQueue({ initialLimit: 4 }), timeout]);

/** What the guards around a call cost when nothing goes wrong. */
export const policyBenches: BenchGroup = {
  name: 'policies around a call that is answered at once',
  base: 'bare await',
  benches: [
    { name: 'bare await', measures: 'await of a function that returns a resolved promise', open: () => ({ run: succeed, isDone: (result) => result === 'done' }) },
    row('policy stack', 'compose([retry, circuitBreaker, admissionQueue, attemptTimeout]), as one would for a server', stack),
    row('retry', 'retry() alone', retry()),
    row('circuit breaker', 'circuitBreaker() alone', circuitBreaker()),
    row('admission queue', 'admissionQueue() alone', admissionQueue()),
    row('attempt timeout', 'attemptTimeout() alone: a timer that is set and cleared', timeout),
    row('policy that does nothing', 'an async function around the call, on a clock that costs nothing', nothing, onStillClock),
    row('circuit breaker, still clock', 'circuitBreaker() on a clock that costs nothing; less the row above, it is what a check costs', circuitBreaker(), onStillClock),
  ],
};

function row(name: string, measures: string, policy: Policy, context = onSystemClock): Bench {
  return { name, measures, open: () => ({ run: () => policy.execute(succeed, context), isDone: (result) => result === 'done' }) };
}
