import type { PlanDomain, PlanStep } from '@planweave/core-types';

/**
 * What is wrong with the first step that the domain does not call legal; `undefined` when all of them are. A step without
 * a verdict, or with one that is no verdict, was not called legal.
 */
export function firstIllegal<World>(domain: PlanDomain<World>, world: World, steps: readonly PlanStep[]): string | undefined {
  const verdicts = domain.check(world, steps);
  for (let index = 0; index < steps.length; index += 1) {
    const verdict = verdicts[index];
    if (verdict?.isLegal !== true) return verdict?.problem ?? `the domain "${domain.name}" gave no verdict`;
  }
  return undefined;
}
