import { createCallContext, ModelServerError, PlanweaveError, RefusedError, seededRandom, type CallContext, type PlanEvent } from '@planweave/core-types';
import { backOffMs, circuitBreaker, retry, retrySchedules, type CircuitBreaker, type CircuitState } from '@planweave/resilience';
import { createTelemetry } from '@planweave/telemetry';
import { insist, type Bench, type BenchGroup, type Subject } from '../bench.ts';
import { inTurns } from '../in-turns.ts';
import { skippingClock } from '../skipping-clock.ts';

const clock = skippingClock();
const context = createCallContext({ clock, target: 'phi3' });
const failure = new ModelServerError({ message: 'The server broke down, as it was told to', model: 'phi3', host: 'nowhere' });
const succeed = () => Promise.resolve('done');
const fail = () => Promise.reject(failure);
const codeOf = (error: unknown) => (PlanweaveError.isInstance(error) ? error.code : error);

const benches: readonly Bench[] = [
  {
    name: 'retry_single_failure_recovery',
    measures: 'retry: a failure, its pause on a clock that skips it, a success',
    open: () => retrying(1, 'done', [50]),
  },
  {
    name: 'retry_multiple_failures_exponential_backoff',
    published: '~180 ms, of which calls 150 and pauses 30',
    measures: 'retry: two failures, their pauses on a clock that skips them, a success',
    open: () => retrying(2, 'done', [50, 100]),
  },
  {
    name: 'retry_max_attempts_exhaustion',
    measures: 'retry: three failures with two pauses, to the error in hand',
    open: () => retrying(3, failure.code, [50, 100]),
  },
  {
    name: 'retry_jitter_spread',
    operations: 100,
    measures: 'backOffMs: 100 pauses after a first failure, a pause of them',
    open() {
      const random = seededRandom(1);
      const draw = () => Array.from({ length: 100 }, () => backOffMs(retrySchedules.production, 1, random));
      return {
        run: draw,
        isDone: (pauses) => new Set(pauses as number[]).size > 90 && (pauses as number[]).every((pause) => pause >= 37.5 && pause <= 62.5),
        conclude() {
          const pauses = draw();
          return `${Math.min(...pauses).toFixed(1)} to ${Math.max(...pauses).toFixed(1)} ms about 50`;
        },
      };
    },
  },
  {
    name: 'circuit_breaker_closed_to_open',
    measures: 'circuitBreaker: five failing calls through a fresh breaker, which then is open',
    open: () => withBreakers(() => circuitBreaker(), (breaker) => callTimes(breaker, 5, fail), 'open'),
  },
  {
    name: 'circuit_breaker_open_to_halfopen',
    measures: 'circuitBreaker: the first call after the cool-down, let through as the probe',
    open: () => withBreakers(openBreaker, (breaker) => callTimes(breaker, 1, succeed), 'half-open'),
  },
  {
    name: 'circuit_breaker_halfopen_success_to_closed',
    measures: 'circuitBreaker: the two probes after the cool-down succeed, and the circuit closes',
    open: () => withBreakers(openBreaker, (breaker) => callTimes(breaker, 2, succeed), 'closed'),
  },
  {
    name: 'circuit_breaker_halfopen_failure_to_open',
    measures: 'circuitBreaker: the probe after the cool-down fails, and the next call is refused',
    open: () => withBreakers(openBreaker, (breaker) => callTimes(breaker, 2, fail), 'open'),
  },
  {
    name: 'telemetry_overhead_per_operation',
    published: '38–42 ns',
    measures: 'createTelemetry().observe: counters and histograms of one event of a plan from the cache',
    operations: planEvents('a').length,
    open() {
      const telemetry = createTelemetry();
      const events = planEvents('a');
      let runs = 0;
      return {
        run() {
          runs += 1;
          for (let index = 0; index < events.length; index += 1) telemetry.observe(events[index]!);
          return telemetry;
        },
        isDone: (result) => result === telemetry,
        conclude() {
          const counted = telemetry.snapshot()['plan.cache.count'];
          insist(counted === runs, `${runs} plans were observed, but ${counted} counted`);
          return '';
        },
      };
    },
  },
  {
    name: 'telemetry_snapshot_latency',
    published: '180 ns',
    measures: 'createTelemetry().snapshot: a copy of all counters and the percentiles of all histograms',
    open() {
      const telemetry = createTelemetry();
      for (const event of planEvents('a')) telemetry.observe(event);
      return { run: () => telemetry.snapshot(), isDone: (snapshot) => (snapshot as Record<string, unknown>)['plan.count'] === 1 };
    },
  },
  {
    name: 'telemetry_concurrent_updates',
    operations: 20 * 500,
    measures: '20 tasks that take turns observe 500 events each, an event of them (the original: 20 threads)',
    open: () => ({ run: () => observeInTurns(20, 500), isDone: (counted) => counted === 10_000, conclude: () => '10,000 of 10,000 counted' }),
  },
];

/** The eleven benches of the original's third list. */
export const resilienceBenches: BenchGroup = { name: 'resilience and telemetry', benches };

/** Retrying work that fails so often first. The pauses must be as planned, give or take the jitter. */
function retrying(failures: number, result: string, pauses: readonly number[]): Subject {
  const policy = retry();
  let calls = 0;
  let waitedMs = 0;
  const planned = pauses.reduce((sum, pause) => sum + pause, 0);
  return {
    async run() {
      calls = 0;
      const startedAt = clock.now();
      const operation = () => {
        calls += 1;
        return calls <= failures ? fail() : succeed();
      };
      const outcome = await policy.execute(operation, context).catch(codeOf);
      waitedMs = clock.now() - startedAt;
      return outcome;
    },
    isDone: (outcome) => outcome === result && calls === Math.min(failures + 1, 3) && Math.abs(waitedMs - planned) <= planned / 4,
    conclude: () => `${calls} attempts, ${waitedMs.toFixed(0)} ms of pauses skipped`,
  };
}

/** Something that happens to a breaker once, with a breaker made ready for each time. */
function withBreakers(create: () => CircuitBreaker | Promise<CircuitBreaker>, happen: (breaker: CircuitBreaker) => Promise<void>, endsAs: CircuitState): Subject {
  let breakers: CircuitBreaker[] = [];
  let first = 0;
  return {
    async prepare(firstTurn, turns) {
      first = firstTurn;
      breakers = [];
      for (let index = 0; index < turns; index += 1) breakers.push(await create());
      clock.skip(60_000);
    },
    async run(turn) {
      const breaker = breakers[turn - first]!;
      await happen(breaker);
      return breaker;
    },
    isDone: (breaker) => (breaker as CircuitBreaker).status(clock.now())[0]?.state === endsAs,
    conclude: () => `ends ${endsAs}`,
  };
}

async function openBreaker(): Promise<CircuitBreaker> {
  const breaker = circuitBreaker({ consecutiveFailures: 1 });
  await callTimes(breaker, 1, fail);
  return breaker;
}

/** Calls one after the other; what a call throws is what it should. */
async function callTimes(breaker: CircuitBreaker, times: number, operation: (given: CallContext) => Promise<string>): Promise<void> {
  for (let call = 0; call < times; call += 1) {
    try {
      await breaker.execute(operation, context);
    } catch (error) {
      if (error !== failure && !RefusedError.isInstance(error)) throw error;
    }
  }
}

/** The events of one plan from the cache. */
function planEvents(requestId: string): readonly PlanEvent[] {
  return [
    { type: 'plan-started', requestId, at: 0, budgetMs: 250 },
    { type: 'cache-looked-up', requestId, at: 0.01, verdict: 'hit', durationMs: 0.01, distance: 0 },
    { type: 'plan-ended', requestId, at: 0.02, durationMs: 0.02, slackMs: 249.98, result: { ok: true, source: 'cache', tier: 'full', steps: 4, attempts: 0 } },
  ];
}

async function observeInTurns(tasks: number, eventsEach: number): Promise<number> {
  const telemetry = createTelemetry();
  const observe = (at: number) => telemetry.observe({ type: 'plan-started', requestId: 'a', at, budgetMs: 250 });
  await Promise.all(Array.from({ length: tasks }, () => inTurns(eventsEach, observe)));
  return telemetry.snapshot()['plan.count'];
}
