import type { PlanStep } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/** The verdict of each step in short: `legal`, or the code of the refusal. */
export function verdictsOf(world: WorldSnapshot, steps: readonly PlanStep[], domain = tacticalDomain): string[] {
  return domain.check(world, steps).map((verdict) => (verdict.isLegal ? 'legal' : verdict.code));
}

/** The world and all else after a plan, all of whose steps must be legal. */
export function after(world: WorldSnapshot, ...steps: readonly PlanStep[]) {
  const result = tacticalDomain.simulate(world, steps);
  const refused = result.verdicts.find((verdict) => !verdict.isLegal);
  if (refused !== undefined) throw new Error(`must be legal, but: ${JSON.stringify(refused)}`);
  return result;
}
