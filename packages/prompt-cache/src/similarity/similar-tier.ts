import { createPlan, type Plan, type PlanStep } from '@planweave/core-types';
import type { Scope } from '../key/scopes.ts';
import type { CacheDomain } from '../plan-cache.ts';
import type { CacheEntry } from '../table/cache-entry.ts';
import type { Likeness } from './likeness.ts';
import { OutlineRecorder, type Outline } from './outline.ts';
import { TextIndex } from './text-index.ts';
import { ToleranceIndex } from './tolerance-index.ts';

/** A plan of another world that holds here. */
export interface SimilarPlan {
  readonly entry: CacheEntry;
  readonly plan: Plan;
  readonly distance: number;
  /** True when steps were cut off. */
  readonly isCut: boolean;
}

/** What a search found: a plan, or how many candidates were refused. */
export interface SimilarSearch {
  readonly found: SimilarPlan | undefined;
  readonly refused: number;
}

/** A live world that the domain can compare. */
export interface LiveWorld<World> {
  readonly domain: CacheDomain<World>;
  readonly world: World;
  readonly scope: Scope;
}

/** How many candidates are checked for one request before a model is asked instead. */
const mostCandidates = 3;

/**
 * Plans of worlds that are alike. Whatever is found is only proposed: its steps are bound to who is there now, and all
 * of them are checked against the live world. An entry that fails once is not proposed again.
 */
export class SimilarTier {
  readonly texts: TextIndex;
  readonly #index: ToleranceIndex<CacheEntry>;
  readonly #recorder = new OutlineRecorder();

  constructor(threshold: number) {
    this.texts = new TextIndex(threshold);
    this.#index = new ToleranceIndex(this.texts);
  }

  /** What an entry for this world would be found by; `undefined` when the domain compares no worlds. */
  likenessOf<World>({ domain, world, scope }: LiveWorld<World>, steps: readonly PlanStep[]): Likeness | undefined {
    const { similarity } = domain;
    if (similarity === undefined) return undefined;
    return { outline: this.outline(world, similarity, scope), steps: similarity.roles?.generalise(world, steps) ?? steps };
  }

  outline<World>(world: World, similarity: NonNullable<CacheDomain<World>['similarity']>, scope: Scope): Outline {
    return this.#recorder.record(scope.id, (sink) => similarity.outline(world, sink));
  }

  add(entry: CacheEntry): void {
    if (entry.likeness !== undefined) this.#index.add(entry, entry.likeness.outline);
  }

  /** No longer proposes the entry; for its own world it stays. */
  demote(entry: CacheEntry): void {
    if (entry.likeness === undefined) return;
    this.#index.delete(entry, entry.likeness.outline);
    entry.likeness = undefined;
  }

  /** The best plan of the closest worlds: a whole one, or else the longest legal beginning of one. */
  find<World>({ domain, world, scope }: LiveWorld<World>, isUsable: (entry: CacheEntry) => boolean): SimilarSearch {
    const { similarity } = domain;
    if (similarity === undefined) return { found: undefined, refused: 0 };
    let best: SimilarPlan | undefined;
    let refused = 0;
    const outline = this.outline(world, similarity, scope);
    for (let tried = 0; tried < mostCandidates; tried += 1) {
      // one at a time: it is mostly good, and one that is not is no longer among them the next time
      const [nearest] = this.#index.nearest(outline, 1);
      if (nearest === undefined) break;
      const { item: entry, distance } = nearest;
      if (entry.likeness === undefined || !isUsable(entry)) continue;
      const { steps } = entry.likeness;
      const bound = similarity.roles?.bind(world, steps) ?? steps;
      const legal = legalBeginning(domain, world, bound);
      const isCut = legal.length < bound.length;
      if (isCut) {
        this.demote(entry);
        refused += 1;
      }
      if (legal.length > (best?.plan.steps.length ?? 0) || (legal.length > 0 && !isCut && best?.isCut === true)) best = { entry, distance, isCut, plan: planOf(entry.plan, legal) };
      if (!isCut) break;
    }
    return { found: best, refused };
  }
}

/** Whether all steps are legal in a world. */
export function isLegalThroughout<World>(domain: CacheDomain<World>, world: World, steps: readonly PlanStep[]): boolean {
  return legalBeginning(domain, world, steps).length === steps.length;
}

/** The steps before the first one that is not legal. */
function legalBeginning<World>(domain: CacheDomain<World>, world: World, steps: readonly PlanStep[]): readonly PlanStep[] {
  const verdicts = domain.check(world, steps);
  const firstIllegal = steps.findIndex((_, index) => verdicts[index]?.isLegal !== true);
  return firstIllegal < 0 ? steps : steps.slice(0, firstIllegal);
}

/** The plan as it stands when nothing about it is different here. */
function planOf(plan: Plan, steps: readonly PlanStep[]): Plan {
  const isSame = steps.length === plan.steps.length && steps.every((step, index) => step === plan.steps[index]);
  return isSame ? plan : createPlan(steps, { rationale: plan.rationale });
}
