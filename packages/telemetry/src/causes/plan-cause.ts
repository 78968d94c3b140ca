import { type ErrorCode, type PlanEnded, type PlanEvent, type PlanTier, type RefusedBy } from '@planweave/core-types';
import { generalMessage } from '../messages/without-messages.ts';

/** Why a plan is not the best that was hoped for, or why there is none. */
export interface PlanCause {
  readonly code: ErrorCode | 'NO_MODEL';
  /** Who refused the call, when nobody made it. */
  readonly by?: RefusedBy;
  /** What was tried, what came back. */
  readonly message: string;
}

/** What a refused call was refused for, in words. */
export const refusals: Readonly<Record<RefusedBy, string>> = Object.freeze({
  circuit: 'the circuit is open after repeated faults of the server',
  queue: 'too many calls wait already',
  'rate-limit': 'the allowed rate is used up',
  time: 'too little time is left',
});

const noModel: PlanCause = Object.freeze({ code: 'NO_MODEL', message: generalMessage('NO_MODEL') });

/**
 * Follows the events of one plan and knows what went wrong on its way. The planner's own statement counts first. Without
 * one: the last real failure of a better way; a call that was refused or given up only when there was none.
 */
export class CauseTrace {
  #tier: PlanTier = 'full';
  #refusedBy: RefusedBy | undefined;
  #full: PlanCause | undefined;
  #simplified: PlanCause | undefined;
  #heuristic: PlanCause | undefined;

  note(event: PlanEvent): void {
    if (event.type === 'tier-chosen' && event.entered) this.#tier = event.tier;
    if (event.type === 'call-refused') this.#refusedBy = event.by;
    if (event.type === 'tier-chosen' && !event.entered) this.#refusedBy = 'time';
    // before the heuristics, code that was handed in may fail without any harm to the plan
    if (event.type === 'plug-in-failed' && this.#tier !== 'heuristic') return;
    const cause = failureIn(event);
    if (cause === undefined) return;
    const tier = 'tier' in event ? event.tier : this.#tier;
    if (tier === 'full') this.#full = worse(this.#full, cause);
    else if (tier === 'simplified') this.#simplified = worse(this.#simplified, cause);
    else if (tier === 'heuristic') this.#heuristic = cause;
  }

  /** The cause of a result; `undefined` when nothing better was hoped for. */
  causeOf(result: PlanEnded['result']): PlanCause | undefined {
    if (!result.ok) return toCause(result.error);
    const { reason } = result;
    if (reason !== undefined) return toCause({ ...reason, refusedBy: reason.refusedBy ?? (reason.code === 'PLANWEAVE_REFUSED' ? this.#refusedBy : undefined) });
    if (result.source === 'cache' || result.isShared === true || result.tier === 'full') return undefined;
    if (result.source === 'llm') return this.#full;
    if (result.tier === 'emergency' && this.#heuristic !== undefined) return this.#heuristic;
    return worse(this.#full, this.#simplified) ?? noModel;
  }
}

/** The later of two causes, but a real failure before a call that was not made or was given up. */
function worse(known: PlanCause | undefined, next: PlanCause | undefined): PlanCause | undefined {
  if (known === undefined || next === undefined) return known ?? next;
  return isReal(next) || !isReal(known) ? next : known;
}

/** What an event says went wrong, if it says so. */
export function failureIn(event: PlanEvent): PlanCause | undefined {
  switch (event.type) {
    case 'attempt-ended':
      return event.error && toCause(event.error);
    case 'plug-in-failed':
      return event.error.phase === 'domain' ? toCause(event.error) : undefined;
    case 'call-refused':
      return { code: 'PLANWEAVE_REFUSED', by: event.by, message: `The call was not made: ${refusals[event.by]}` };
    case 'tier-chosen':
      return event.entered ? undefined : { code: 'PLANWEAVE_REFUSED', by: 'time', message: event.reason ?? 'It would not have fitted the time' };
    case 'queue-left':
      // a wait that is stopped although the caller did not leave was stopped by the deadline of the plan
      return event.outcome === 'timed-out' || event.outcome === 'cancelled' ? { code: 'PLANWEAVE_TIMED_OUT', message: `Its time ran out after ${Math.round(event.waitedMs)} ms in the queue` } : undefined;
    default:
      return undefined;
  }
}

/** The meaning of a cause in a few words, the same for every occurrence. */
export function meaningOf({ code, by }: PlanCause): string {
  const meaning = by === undefined ? generalMessage(code) : refusals[by];
  return meaning.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

function toCause({ code, message, refusedBy }: Omit<PlanCause, 'by'> & { readonly refusedBy?: RefusedBy | undefined }): PlanCause {
  return { code, message, ...(refusedBy && { by: refusedBy }) };
}

function isReal({ code }: PlanCause): boolean {
  return code !== 'PLANWEAVE_REFUSED' && code !== 'PLANWEAVE_CANCELLED';
}
