import { asPlanweaveError, RefusedError, type CallContext } from '@planweave/core-types';
import { InvalidPlanError } from '@planweave/plan-parser';
import { contained } from '../request/contained.ts';
import type { PlanDraft, PlanRequest } from '../request/plan-request.ts';
import type { AskOptions } from '../tiers/ask-model.ts';
import { partialPlan } from '../tiers/climb.ts';
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
  begin(prompt: BatchPrompt, context: CallContext): MemberTurn<World>;
  /** It gets no whole plan from the model; what was heard of one has to do. */
  giveUp(error: unknown): void;
}

/** The part of a member in one call. */
export interface MemberTurn<World> {
  readonly member: BatchMember<World>;
  /** Reads the member's entry, which settles it, for better or worse. */
  answer(text: string): void;
  /** Keeps what there is of an entry that breaks off. */
  hear(text: string): void;
  /** The call is over and brought it nothing; it may be asked for again. */
  miss(error: unknown): void;
}

/** Joins a request to a batch. What becomes of it is told to `resolve` or `reject`, once. */
export function createBatchMember<World>(
  request: PlanRequest<World>,
  { index, key, asking }: { readonly index: number; readonly key: string; readonly asking: AskOptions<World> },
  resolve: (draft: PlanDraft) => void,
  reject: (error: unknown) => void,
): BatchMember<World> {
  const { domain, maxSteps, model } = asking;
  /** Of calls that go on; more than one when the policy makes calls side by side. */
  const open = new Set<AttemptRecord>();
  let isWaiting = true;
  /** Nothing may be written into the attempts of a request that is over. */
  const settle = (error: unknown) => {
    isWaiting = false;
    for (const record of open) record.fail(error);
    open.clear();
  };
  const readerOf = (text: string, { registry }: BatchPrompt) => {
    const reader = createReplyReader(request, request.context, { domain, registry, maxSteps });
    reader.push(text);
    return reader;
  };
  const begin = (prompt: BatchPrompt, context: CallContext): MemberTurn<World> => {
    const { tier } = prompt;
    // one call is one attempt, whoever shares it: its events carry the id of the call
    const record = openRecord(request, model.id, tier, { ...context, report: undefined });
    open.add(record);
    const miss = (error: unknown) => {
      if (open.delete(record)) record.fail(error);
    };
    return {
      member,
      miss,
      hear(text) {
        const steps = contained(request.context, `check of the domain "${domain.name}"`, 'check', () => readerOf(text, prompt).legalSoFar()) ?? [];
        if (steps.length > request.heard.steps.length) Object.assign(request.heard, { steps, tier });
      },
      answer(text) {
        try {
          const { plan, dropped } = readerOf(text, prompt).finish();
          open.delete(record);
          record.succeed({ plan, dropped, reply: undefined });
          settle(new RefusedError('queue', 'Another call was faster'));
          resolve({ plan, source: 'llm', tier, isWhole: dropped.length === 0 });
        } catch (error) {
          miss(error);
          settle(new RefusedError('queue', 'Another call was faster'));
          reject(error);
        }
      },
    };
  };
  const member: BatchMember<World> = {
    request,
    index,
    key,
    begin,
    get isWaiting() {
      return isWaiting;
    },
    giveUp(thrown) {
      if (!isWaiting) return;
      const error = asPlanweaveError(thrown, model.id, 'queue');
      settle(error);
      if (request.attempts.length === 0) request.attempts.push({ attempt: 1, tier: 'full', model: model.id, ok: false, durationMs: 0, error: error.toJSON() });
      const heard = partialPlan(request);
      if (heard === undefined) reject(error);
      else resolve(heard);
    },
  };
  return member;
}

/** The model answered, but not for these agents. */
export function noEntry(keys: readonly string[], text: string): InvalidPlanError {
  const issues = keys.map((key) => ({ path: '$.plans', expected: `a plan for the agent "${key}"`, received: 'none' }));
  return new InvalidPlanError({ stage: 'plan', issues, text });
}
