import type { FailedStage, PlanIssue } from '../result/invalid-plan-error.ts';
import type { Harvest } from './harvest.ts';
import { looksLikeError } from './looks-like-error.ts';

/** The most issues that an error carries. */
const mostIssues = 32;

const stages: readonly FailedStage[] = ['text', 'json', 'plan', 'steps'];

/** Why a reply is no plan. */
export interface Failure {
  readonly stage: FailedStage;
  readonly issues: readonly PlanIssue[];
}

/** Why a harvest without steps is no plan. */
export function failureOf(harvest: Harvest, text: string): Failure {
  if (text.trim() === '') return failure('text', 'a plan', 'an empty text');
  if (harvest.isErrorText || (!harvest.sawJson && looksLikeError(text))) return failure('text', 'a plan', 'an error message');
  const { failed } = harvest;
  if (failed !== undefined) return { stage: 'steps', issues: failed.dropped.flatMap((step) => step.issues).slice(0, mostIssues) };
  if (harvest.sawEmptyList) return failure('plan', 'at least one step', 'an empty list', '$.steps');
  if (harvest.sawJson) return failure('plan', 'a list of steps', 'JSON without one');
  return failure('json', 'a plan as JSON', 'text without JSON');
}

/** A failure with one issue. */
export function failure(stage: FailedStage, expected: string, received: string, path = '$'): Failure {
  return { stage, issues: [{ path, expected, received }] };
}

/** The failure that came further; the first of two that came equally far. */
export function deeperFailure(first: Failure, second: Failure): Failure {
  return stages.indexOf(second.stage) > stages.indexOf(first.stage) ? second : first;
}
