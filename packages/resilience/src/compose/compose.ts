import type { CallContext, Operation, Policy } from '@planweave/core-types';

/** Several policies as one; what it is made of can be looked at. */
export interface ComposedPolicy extends Policy {
  /** The parts, the outermost first. */
  readonly policies: readonly Policy[];
}

/**
 * Puts policies into one another; the first is the outermost. No policies at all is a policy that changes nothing.
 *
 * @example
 * ```ts
 * import { attemptTimeout, compose, retry } from '@planweave/resilience';
 *
 * const policy = compose([retry({ attempts: 2 }), attemptTimeout({ timeoutMs: 800 })]);
 * policy.name; //=> 'retry > attempt-timeout'
 * ```
 */
export function compose(policies: readonly Policy[]): ComposedPolicy {
  const parts = Object.freeze([...policies]);
  return Object.freeze({
    name: parts.length === 0 ? 'none' : parts.map((policy) => policy.name).join(' > '),
    policies: parts,
    execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
      let whole = operation;
      for (let index = parts.length - 1; index >= 0; index -= 1) {
        const policy = parts[index]!;
        const inner = whole;
        whole = (given) => policy.execute(inner, given);
      }
      return whole(context);
    },
  });
}
