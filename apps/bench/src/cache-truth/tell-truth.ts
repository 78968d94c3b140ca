import { seededRandom, type Plan, type PlanDomain, type Random } from '@planweave/core-types';
import { createPlanCache, type PlanCache } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { adversarialChanges } from './adversarial-changes.ts';
import { benignChanges } from './benign-changes.ts';
import type { Change } from './change.ts';
import { drawScene } from './draw-scene.ts';
import { jaccard, originalThreshold, originalWords } from './original-rule.ts';

/** What a rule did with the pairs of one kind of change. */
export interface Verdicts {
  /** Plans served to the changed world. */
  readonly served: number;
  /** Of these, plans with a step that is not legal there. */
  readonly illegal: number;
}

/** What came of one kind of change. */
export interface ChangeReport {
  readonly change: string;
  readonly isBenign: boolean;
  readonly pairs: number;
  readonly exact: Verdicts;
  readonly similar: Verdicts;
  /** The rule of the original system, on the same pairs. */
  readonly original: Verdicts;
}

/** What came of all. */
export interface TruthReport {
  readonly seed: number;
  readonly changes: readonly ChangeReport[];
  /** Promises that were broken, in sentences; none when all is well. */
  readonly broken: readonly string[];
}

/** Of what no plan depends on, so much must be a hit. */
const leastBenignHits = 0.95;

const namespace = 'truth';

/**
 * Stores plans, changes their worlds, looks up, and counts what is served: by equal worlds only, by similar worlds too,
 * and by the rule of the original system. Both caches keep everything that was ever stored in them, so a plan may also be
 * found in a world that it was never paired with.
 */
export function tellTruth({ pairs, seed }: { readonly pairs: number; readonly seed: number }): TruthReport {
  const random = seededRandom(seed);
  const exact = createPlanCache({ maxEntries: 1_000_000 });
  const similar = createPlanCache({ maxEntries: 1_000_000, similarity: {} });
  const changes = [...adversarialChanges, ...benignChanges].map((change) => judge(change, pairs, { exact, similar }, random.fork(change.name)));
  return { seed, changes, broken: changes.flatMap(brokenPromises) };
}

function judge(change: Change, pairs: number, caches: { readonly exact: PlanCache; readonly similar: PlanCache }, random: Random): ChangeReport {
  const [exact, similar, original] = [createTally(), createTally(), createTally()];
  for (let done = 0; done < pairs; ) {
    const { world: before, plan } = drawScene(random);
    const after = change.apply({ world: before, plan }, random);
    if (after === undefined || isUntouched(before, after, change)) continue;
    done += 1;
    const { world, domain } = after;
    for (const cache of [caches.exact, caches.similar]) cache.store({ namespace, domain: tacticalDomain, world: before }, plan);
    exact.count(caches.exact.find({ namespace, domain, world }).plan, domain, world);
    similar.count(caches.similar.find({ namespace, domain, world }).plan, domain, world);
    const similarity = jaccard(originalWords(before, tacticalDomain.registry.names), originalWords(world, domain.registry.names));
    original.count(similarity >= originalThreshold ? plan : undefined, domain, world);
  }
  return { change: change.name, isBenign: change.isBenign, pairs, exact: exact.read(), similar: similar.read(), original: original.read() };
}

/** A change that left an equal world is none, and says nothing. */
function isUntouched(before: WorldSnapshot, { world, domain }: { readonly world: WorldSnapshot; readonly domain: PlanDomain<WorldSnapshot> }, change: Change): boolean {
  if (change.isBenign || domain !== tacticalDomain) return false;
  return JSON.stringify(tacticalDomain.canonical(before)) === JSON.stringify(tacticalDomain.canonical(world));
}

function createTally() {
  let served = 0;
  let illegal = 0;
  return {
    count(plan: Plan | undefined, domain: PlanDomain<WorldSnapshot>, world: WorldSnapshot) {
      if (plan === undefined) return;
      served += 1;
      if (domain.check(world, plan.steps).some(({ isLegal }) => !isLegal)) illegal += 1;
    },
    read: (): Verdicts => ({ served, illegal }),
  };
}

function brokenPromises({ change, isBenign, pairs, exact, similar }: ChangeReport): string[] {
  const broken: string[] = [];
  if (exact.illegal + similar.illegal > 0) broken.push(`${change}: ${exact.illegal + similar.illegal} illegal plans were served`);
  if (!isBenign && exact.served > 0) broken.push(`${change}: the exact tier took ${exact.served} different worlds for equal`);
  if (isBenign && similar.served < pairs * leastBenignHits) broken.push(`${change}: only ${similar.served} of ${pairs} were hits`);
  return broken;
}
