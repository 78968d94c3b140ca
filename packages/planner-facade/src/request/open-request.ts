import { setMaxListeners } from 'node:events';
import { asPlanweaveError, checkDuration, createDeadline, type Clock, type PlanDomain, type Random, type Report } from '@planweave/core-types';
import { createStopwatch } from '../outcome/stopwatch.ts';
import type { PlanRequestOptions } from '../planner-options.ts';
import { createHandOut } from './hand-out.ts';
import type { PlanRequest } from './plan-request.ts';

/** What a planner keeps for opening requests. */
export interface RequestSource<World> {
  readonly domain: PlanDomain<World>;
  readonly clock: Clock;
  readonly random: Random;
  readonly report: Report | undefined;
  readonly budgetMs: number;
  readonly reserveMs: number;
}

/**
 * Turns what the caller gave into a request. The only place where a request can be wrong: whatever is thrown here is a
 * mistake in the calling program.
 *
 * @throws `InvalidWorldError`, `InvalidOptionError`.
 */
export function openRequest<World>(source: RequestSource<World>, requestId: string, input: unknown, options: PlanRequestOptions): PlanRequest<World> {
  const { clock } = source;
  const budgetMs = checkDuration('planner.plan', 'budgetMs', options.budgetMs ?? source.budgetMs);
  const stopwatch = createStopwatch(clock);
  const deadline = createDeadline(clock, budgetMs);
  const modelDeadline = createDeadline(clock, budgetMs - Math.min(source.reserveMs, budgetMs / 4));
  return {
    world: parseWorld(source.domain, input),
    context: {
      requestId,
      signal: options.signal === undefined ? new AbortController().signal : manyMayListen(options.signal),
      deadline,
      clock,
      random: source.random.fork(requestId),
      priority: options.priority ?? 'normal',
      agentId: options.agentId,
      report: source.report,
    },
    modelDeadline,
    budgetMs,
    stopwatch,
    attempts: [],
    handOut: options.onStep && createHandOut(options.onStep, (error) => source.report?.({ type: 'plug-in-failed', requestId, at: clock.now(), error: error.toJSON() })),
    heard: { text: '', steps: [], tier: 'full' },
  };
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
