import { asPlanweaveError, RefusedError, type CallContext } from '@planweave/core-types';
import { InvalidPlanError } from '@planweave/plan-parser';
import type { DroppedStep } from '../outcome/plan-outcome.ts';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import type { AskOptions } from '../tiers/ask-model.ts';
import { openRecord, type AttemptRecord } from '../tiers/attempt-record.ts';
import { createReplyReader } from '../tiers/reply-reader.ts';
import type { BatchPrompt } from './batch-prompt.ts';

/** A request that takes part in a batch and waits for its plan. */
export interface BatchMember<World> {
  readonly request: PlanRequest<World>;
  /** Its place among the requests of the batch. */
  readonly index: number;
  /** What the model calls it. */
  readonly key: string;
  /** False once it has its plan, or knows that it gets none. */
  readonly isWaiting: boolean;
  /** A call of the model begins, in which it takes part. */
  begin(context: CallContext): MemberTurn<World>;
  /** It gets no plan from the model. */
  giveUp(error: unknown): void;
}

/** The part of a member in one call. */
export interface MemberTurn<World> {
  readonly member: BatchMember<World>;
  /** Reads the member's entry, which settles it, for better or worse. A partial entry is what a reply held when it broke off. */
  answer(text: string, prompt: BatchPrompt, options: AskOptions<World>, isPartial: boolean): void;
  /** The call is over and brought it nothing; it may be asked for again. */
  miss(error: unknown): void;
}

const cutOff: DroppedStep = Object.freeze({ code: 'truncated', problem: 'The reply broke off in the middle of this plan' });

/** Joins a request to a batch. What becomes of it is told to `resolve` or `reject`, once. */
export function createBatchMember<World>(
  request: PlanRequest<World>,
  { index, key, model }: { readonly index: number; readonly key: string; readonly model: string },
  resolve: (draft: PlanDraft) => void,
  reject: (error: unknown) => void,
): BatchMember<World> {
  /** Of calls that go on; more than one when the policy makes calls side by side. */
  const open = new Set<AttemptRecord>();
  let isWaiting = true;
  /** Nothing may be written into the attempts of a request that is over. */
  const settle = (error: unknown) => {
    isWaiting = false;
    for (const record of open) record.fail(error);
    open.clear();
  };
  const member: BatchMember<World> = {
    request,
    index,
    key,
    get isWaiting() {
      return isWaiting;
    },
    begin(context) {
      // one call is one attempt, whoever shares it: its events carry the id of the call
      const record = openRecord(request, model, 'full', { ...context, report: undefined });
      open.add(record);
      const miss = (error: unknown) => {
        if (open.delete(record)) record.fail(error);
      };
      return {
        member,
        miss,
        answer(text, { registry }, { domain, maxSteps }, isPartial) {
          try {
            const reader = createReplyReader(request, request.context, { domain, registry, maxSteps });
            reader.push(text);
            const { plan, dropped } = reader.finish();
            open.delete(record);
            record.succeed({ plan, dropped: isPartial ? [...dropped, cutOff] : dropped, reply: undefined });
            settle(new RefusedError('queue', 'Another call was faster'));
            resolve({ plan, source: 'llm', tier: 'full', cache: 'bypass', ...(isPartial && { isPartial }) });
          } catch (error) {
            miss(error);
            settle(new RefusedError('queue', 'Another call was faster'));
            reject(error);
          }
        },
      };
    },
    giveUp(thrown) {
      if (!isWaiting) return;
      const error = asPlanweaveError(thrown, model, 'queue');
      settle(error);
      if (request.attempts.length === 0) request.attempts.push({ attempt: 1, tier: 'full', model, ok: false, durationMs: 0, error: error.toJSON() });
      reject(error);
    },
  };
  return member;
}

/** The model answered, but not for these agents. */
export function noEntry(keys: readonly string[], text: string): InvalidPlanError {
  const issues = keys.map((key) => ({ path: '$.plans', expected: `a plan for the agent "${key}"`, received: 'none' }));
  return new InvalidPlanError({ stage: 'plan', issues, text });
}
