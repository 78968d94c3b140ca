import type { ErrorSummary, PlanTier, RefusedBy } from '@planweave/core-types';
import type { Degradation } from './plan-outcome.ts';

/** Why there was nothing to ask: no model was given. */
export function noModel(tier: PlanTier): Degradation {
  return Object.freeze({ code: 'NO_MODEL', message: 'No model was given to the planner', sentence: `No language model is connected; ${whatFollows(tier)}.` });
}

/**
 * Why a plan of this tier was used, from the failure of the better way.
 *
 * @param tier - What made the plan; `partial` for the steps of a reply that broke off.
 * @param waitedMs - How long the model was waited for, for the sentence.
 */
export function degradation(error: ErrorSummary, tier: PlanTier | 'partial', waitedMs: number): Degradation {
  return Object.freeze({ code: error.code, message: error.message, ...(error.refusedBy && { refusedBy: error.refusedBy }), sentence: `${whatHappened(error, waitedMs)}; ${whatFollows(tier)}${tier === 'partial' ? '' : ' instead'}.` });
}

function whatHappened(error: ErrorSummary, waitedMs: number): string {
  switch (error.code) {
    case 'PLANWEAVE_TIMED_OUT':
      return `The model did not answer in ${Math.round(waitedMs)} ms`;
    case 'PLANWEAVE_REFUSED':
      return `The model was not asked, because ${whyRefused(error.refusedBy)}`;
    case 'PLANWEAVE_SERVER_UNREACHABLE':
    case 'PLANWEAVE_ENDPOINT_NOT_FOUND':
      return 'The model server cannot be reached';
    case 'PLANWEAVE_MODEL_NOT_FOUND':
      return 'The model is not installed on the server';
    case 'PLANWEAVE_MODEL_LOAD_FAILED':
    case 'PLANWEAVE_OUT_OF_MEMORY':
      return 'The server could not load the model';
    case 'PLANWEAVE_SERVER_BUSY':
      return 'The model server is overloaded';
    case 'PLANWEAVE_ACCESS_DENIED':
      return 'The model server refused access';
    case 'PLANWEAVE_INVALID_PLAN':
    case 'PLANWEAVE_INVALID_OUTPUT':
    case 'PLANWEAVE_OUTPUT_TRUNCATED':
      return "The model's answer could not be read";
    case 'PLANWEAVE_ILLEGAL_PLAN':
      return "The model's plan is not possible here";
    case 'PLANWEAVE_MODEL_SERVER_FAILED':
    case 'PLANWEAVE_PROTOCOL':
    case 'PLANWEAVE_UNFINISHED_REPLY':
      return 'The model server failed while answering';
    default:
      return 'The model could not be used';
  }
}

function whyRefused(by: RefusedBy | undefined): string {
  switch (by) {
    case 'time':
      return 'there was no time for it';
    case 'queue':
      return 'too many are waiting for it';
    case 'rate-limit':
      return 'it may not be asked so often';
    case 'circuit':
      return 'its server has failed too often of late';
    case undefined:
      return 'the call was refused';
  }
}

function whatFollows(tier: PlanTier | 'partial'): string {
  switch (tier) {
    case 'full':
    case 'simplified':
      return 'a simpler question was asked';
    case 'partial':
      return 'using the steps it had written';
    case 'heuristic':
      return 'following the standard tactics';
    case 'emergency':
      return 'taking the safest single step';
  }
}
