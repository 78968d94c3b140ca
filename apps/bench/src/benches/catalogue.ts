import type { BenchGroup } from './bench.ts';
import { cacheBenches } from './cache/cache-benches.ts';
import { llmBenches } from './llm/llm-benches.ts';
import { coldPath, warmPath } from './paths/path-benches.ts';
import { byAgents, byEntries, coldByEnemies, warmByEnemies } from './paths/scaling-benches.ts';
import { policyBenches } from './resilience/policy-benches.ts';
import { resilienceBenches } from './resilience/resilience-benches.ts';

/** The 33 benches that the original system names. */
export const originalBenches: readonly BenchGroup[] = [llmBenches, cacheBenches, resilienceBenches];

/** Every bench, in the order of the table. */
export const allBenches: readonly BenchGroup[] = [...originalBenches, policyBenches, warmPath, coldPath, warmByEnemies, coldByEnemies, byEntries, byAgents];

/** The benches whose name, or whose group's name, holds a text; groups without any are left out. */
export function benchesNamed(text: string, groups: readonly BenchGroup[] = allBenches): readonly BenchGroup[] {
  const holds = (name: string) => name.toLowerCase().includes(text.toLowerCase());
  return groups.flatMap((group) => {
    const benches = holds(group.name) ? group.benches : group.benches.filter(({ name }) => holds(name));
    return benches.length === 0 ? [] : [{ ...group, benches }];
  });
}
