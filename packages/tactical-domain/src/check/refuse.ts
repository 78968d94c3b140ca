import type { IllegalStep } from '@planweave/core-types';
import type { VerdictCode } from './verdict-codes.ts';

/** The verdict on a step that may not be carried out. */
export function refuse(
  code: VerdictCode,
  problem: string,
  details: { readonly argument?: string; readonly isRecoverable?: boolean } = {},
): IllegalStep {
  const { argument, isRecoverable = false } = details;
  return Object.freeze(argument === undefined ? { isLegal: false, code, problem, isRecoverable } : { isLegal: false, code, problem, argument, isRecoverable });
}
