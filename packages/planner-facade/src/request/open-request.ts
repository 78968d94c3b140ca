import { setMaxListeners } from 'node:events';
import { asPlanweaveError, checkDuration, checkOneOf, checkOption, createDeadline, type CallContext, type Clock, type Deadline, type PlanDomain, type Priority, type Random, type Report } from '@planweave/core-types';
import type { PastPlan } from '@planweave/prompt-builder';
import type { PlanAttempt, PlanTimings } from '../outcome/plan-outcome.ts';
import { Stopwatch, timingsOf } from '../outcome/stopwatch.ts';
import type { PlanRequestOptions } from '../planner-options.ts';
import { createHandOut, type StepHandOut } from './hand-out.ts';
import type { Heard, PlanRequest, Recalled } from './plan-request.ts';

/** What a planner keeps for opening requests. */
export interface RequestSource<World> {
  readonly domain: PlanDomain<World>;
  readonly clock: Clock;
  readonly random: Random;
  readonly report: Report | undefined;
  readonly budgetMs: number;
  readonly reserveMs: number;
  readonly maxSteps: number;
}

const owner = 'planner.plan';
const priorities: readonly Priority[] = ['high', 'normal', 'low'];
const noHistory: readonly PastPlan[] = Object.freeze([]);
const notAsked: Recalled = Object.freeze({ verdict: 'bypass', distance: 0, freshness: 0, tokensSaved: 0 });

/**
 * Turns unknown input into a request. Programming errors throw here and only here.
 *
 * @throws `InvalidWorldError`, `InvalidOptionError`.
 */
export function openRequest<World>(source: RequestSource<World>, requestId: string, input: unknown, options: PlanRequestOptions): PlanRequest<World> {
  const openedAt = source.clock.now();
  const budgetMs = checkDuration(owner, 'budgetMs', options.budgetMs ?? source.budgetMs);
  const { history, signal, priority, onStep } = options;
  if (history !== undefined) checkOption(owner, 'history', history, 'a list of past plans', Array.isArray);
  if (signal !== undefined) checkOption(owner, 'signal', signal, 'an AbortSignal', (given) => typeof given?.addEventListener === 'function');
  if (priority !== undefined) checkOneOf(owner, 'priority', priority, priorities);
  if (onStep !== undefined) checkOption(owner, 'onStep', onStep, 'a function', (given) => typeof given === 'function');
  return new OpenRequest(source, options, { requestId, openedAt, budgetMs, world: parseWorld(source.domain, input) });
}

/** What only a request that waits needs is made when it is first asked for, because one that the cache answers does not. */
class OpenRequest<World> implements PlanRequest<World> {
  readonly requestId: string;
  readonly world: World;
  readonly openedAt: number;
  readonly budgetMs: number;
  readonly maxSteps: number;
  readonly clock: Clock;
  readonly report: Report | undefined;
  readonly agentId: string | undefined;
  readonly caller: AbortSignal | undefined;
  readonly history: readonly PastPlan[];
  readonly handOut: StepHandOut | undefined;
  recalled: Recalled = notAsked;
  cacheMs = 0;
  readonly #source: RequestSource<World>;
  readonly #priority: Priority | undefined;
  #stopwatch: Stopwatch | undefined;
  #attempts: PlanAttempt[] | undefined;
  #context: CallContext | undefined;
  #modelDeadline: Deadline | undefined;
  #heard: Heard | undefined;

  constructor(source: RequestSource<World>, options: PlanRequestOptions, facts: Pick<PlanRequest<World>, 'requestId' | 'world' | 'openedAt' | 'budgetMs'>) {
    const { clock, report } = source;
    const { requestId, world, openedAt, budgetMs } = facts;
    const { onStep } = options;
    this.requestId = requestId;
    this.world = world;
    this.openedAt = openedAt;
    this.budgetMs = budgetMs;
    this.maxSteps = source.maxSteps;
    this.clock = clock;
    this.report = report;
    this.agentId = options.agentId;
    this.caller = options.signal;
    this.history = options.history ?? noHistory;
    this.handOut = onStep && createHandOut(onStep, (error) => report?.({ type: 'plug-in-failed', requestId, at: clock.now(), error: error.toJSON() }));
    this.#source = source;
    this.#priority = options.priority;
  }

  get stopwatch(): Stopwatch {
    this.#stopwatch ??= new Stopwatch(this.clock);
    return this.#stopwatch;
  }

  get attempts(): PlanAttempt[] {
    this.#attempts ??= [];
    return this.#attempts;
  }

  timings(totalMs: number): PlanTimings {
    return timingsOf(this.#stopwatch, this.cacheMs, totalMs);
  }

  get context(): CallContext {
    const { requestId, clock, report, agentId, budgetMs, openedAt, caller } = this;
    this.#context ??= {
      requestId,
      signal: caller === undefined ? new AbortController().signal : manyMayListen(caller),
      deadline: createDeadline(clock, budgetMs, openedAt),
      clock,
      random: this.#source.random.fork(requestId),
      priority: this.#priority ?? 'normal',
      agentId,
      target: undefined,
      estimatedTokens: undefined,
      isRepeated: undefined,
      report,
    };
    return this.#context;
  }

  get modelDeadline(): Deadline {
    const { budgetMs, clock, openedAt } = this;
    this.#modelDeadline ??= createDeadline(clock, budgetMs - Math.min(this.#source.reserveMs, budgetMs / 4), openedAt);
    return this.#modelDeadline;
  }

  get heard(): Heard {
    this.#heard ??= { text: '', steps: [], tier: 'full' };
    return this.#heard;
  }
}

function parseWorld<World>(domain: PlanDomain<World>, input: unknown): World {
  try {
    return domain.parseWorld(input);
  } catch (error) {
    throw asPlanweaveError(error, `parseWorld of the domain "${domain.name}"`, 'world');
  }
}

/** One signal of a game may stop hundreds of requests; Node would warn on the console of a leak from the eleventh on. */
function manyMayListen(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}
