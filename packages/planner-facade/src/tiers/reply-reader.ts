import { createPlan, IllegalPlanError, legalSteps, RefusedError, type CallContext, type ModelReply, type Plan, type PlanDomain, type PlanStep, type ToolRegistry } from '@planweave/core-types';
import { createPlanStream } from '@planweave/plan-parser';
import { illegalSteps } from '../outcome/illegal-steps.ts';
import type { DroppedStep } from '../outcome/plan-outcome.ts';
import type { PlanRequest } from '../request/plan-request.ts';
import type { PlanReader } from './read-until-plan.ts';

/** A reply that was read to its end. */
export interface Reading {
  readonly plan: Plan;
  /** Steps that could not be read or are not legal. */
  readonly dropped: readonly DroppedStep[];
  /** The server's account of the call, when its end was seen. */
  readonly reply: ModelReply | undefined;
}

/** Reads one reply while it is written: hands out steps that are legal, and knows the plan when it is over. */
export interface ReplyReader extends PlanReader {
  /** What was read so far. */
  readonly text: string;
  /** The legal steps among those complete so far, for when there will be no end. */
  legalSoFar(): readonly PlanStep[];
  /**
   * The plan in the whole text.
   *
   * @throws `InvalidPlanError`, `IllegalPlanError`, and `RefusedError` when the caller has steps of another reply already.
   */
  finish(): Omit<Reading, 'reply'>;
}

/** What a reader goes by. */
export interface ReaderOptions<World> {
  readonly domain: PlanDomain<World>;
  /** The tools that the prompt showed. */
  readonly registry: ToolRegistry;
  readonly maxSteps: number;
}

/** A reader for one reply. */
export function createReplyReader<World>(request: PlanRequest<World>, context: CallContext, { domain, registry, maxSteps }: ReaderOptions<World>): ReplyReader {
  const { stopwatch, world, handOut } = request;
  const stream = createPlanStream(registry, { maxSteps });
  const complete: PlanStep[] = [];
  const check = (steps: readonly PlanStep[]) => stopwatch.time('checkMs', () => domain.check(world, steps));
  const legalSoFar = () => (complete.length === 0 ? [] : legalSteps(complete, check(complete)));
  const reader: ReplyReader = {
    push(text) {
      const steps = stopwatch.time('parseMs', () => stream.push(text));
      complete.push(...steps);
      if (steps.length > 0) handOut?.offer(reader, legalSoFar());
    },
    get isDone() {
      return stream.isDone;
    },
    get text() {
      return stream.text;
    },
    legalSoFar,
    finish() {
      const { clock, report, requestId } = context;
      const parsedAt = clock.now();
      const parsed = stopwatch.time('parseMs', () => stream.finish());
      if (!parsed.ok) throw parsed.error;
      const { plan, stage, repairs } = parsed;
      const checkedAt = clock.now();
      report?.({ type: 'reply-parsed', requestId, at: checkedAt, stage, steps: plan.steps.length, dropped: parsed.dropped.length, repairs: repairs.length, durationMs: checkedAt - parsedAt });
      const verdicts = check(plan.steps);
      const steps = legalSteps(plan.steps, verdicts);
      const illegal = illegalSteps(verdicts);
      const at = clock.now();
      report?.({ type: 'plan-checked', requestId, at, legal: steps.length, illegal: illegal.length, codes: illegal.map(({ code }) => code), durationMs: at - checkedAt });
      if (steps.length === 0) throw new IllegalPlanError(verdicts);
      if (handOut?.offer(reader, steps) === false) throw new RefusedError('queue', 'The caller has steps of another reply already');
      const dropped = [...parsed.dropped.map(({ reason, problem }) => ({ code: reason, problem })), ...illegal];
      return { plan: steps.length === plan.steps.length ? plan : createPlan(steps, { rationale: plan.rationale }), dropped };
    },
  };
  return reader;
}
