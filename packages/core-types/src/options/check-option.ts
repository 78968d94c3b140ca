import { InvalidOptionError } from '../errors/invalid-option-error.ts';

/**
 * Checks one option when an object is made, so that a wrong value is reported where it was written.
 *
 * @param owner - The factory that takes the option, for the message: `'retry'`.
 * @param name - The option's name, with its unit: `'timeoutMs'`.
 * @param value - What the caller gave.
 * @param expectation - What is accepted, in words: `'a number of milliseconds above 0'`.
 * @param isAccepted - The rule.
 * @returns The value, unchanged.
 * @throws {@link InvalidOptionError} naming the owner, the option, the expectation and the value.
 *
 * @example
 * ```ts
 * import { checkOption } from '@planweave/core-types';
 *
 * checkOption('retry', 'attempts', 3, 'a whole number above 0', (n) => Number.isInteger(n) && n > 0); //=> 3
 * ```
 */
export function checkOption<Value>(
  owner: string,
  name: string,
  value: Value,
  expectation: string,
  isAccepted: (value: Value) => boolean,
): Value {
  if (!isAccepted(value)) throw new InvalidOptionError({ owner, name, expectation, value });
  return value;
}

/**
 * Accepts whole numbers above 0; see {@link checkOption}.
 *
 * @throws {@link InvalidOptionError}
 *
 * @example
 * ```ts
 * import { checkCount } from '@planweave/core-types';
 *
 * checkCount('createPlanCache', 'maxEntries', 4096); //=> 4096
 * ```
 */
export function checkCount(owner: string, name: string, value: number): number {
  return checkOption(owner, name, value, 'a whole number above 0', (given) => Number.isSafeInteger(given) && given > 0);
}

/**
 * Accepts a finite number of milliseconds, 0 included; see {@link checkOption}.
 *
 * @throws {@link InvalidOptionError}
 *
 * @example
 * ```ts
 * import { checkDuration } from '@planweave/core-types';
 *
 * checkDuration('planner.plan', 'budgetMs', 250); //=> 250
 * ```
 */
export function checkDuration(owner: string, name: string, value: number): number {
  return checkOption(owner, name, value, 'a number of milliseconds of at least 0', (given) => Number.isFinite(given) && given >= 0);
}

/**
 * Accepts a share between 0 and 1, both included; see {@link checkOption}.
 *
 * @throws {@link InvalidOptionError}
 *
 * @example
 * ```ts
 * import { checkRatio } from '@planweave/core-types';
 *
 * checkRatio('retry', 'jitterRatio', 0.25); //=> 0.25
 * ```
 */
export function checkRatio(owner: string, name: string, value: number): number {
  return checkOption(owner, name, value, 'a number from 0 to 1', (given) => Number.isFinite(given) && given >= 0 && given <= 1);
}

/**
 * Accepts one of a few values; see {@link checkOption}.
 *
 * @throws {@link InvalidOptionError}
 *
 * @example
 * ```ts
 * import { checkOneOf } from '@planweave/core-types';
 *
 * checkOneOf('ollama', 'delivery', 'stream', ['stream', 'whole']); //=> 'stream'
 * ```
 */
export function checkOneOf<const Value>(owner: string, name: string, value: Value, accepted: readonly Value[]): Value {
  return checkOption(owner, name, value, `one of ${accepted.join(', ')}`, (given) => accepted.includes(given));
}
