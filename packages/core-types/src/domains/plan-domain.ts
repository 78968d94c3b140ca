import type { Random } from '../chance/random.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import type { StepVerdict } from '../plans/step-verdict.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';
import type { CanonicalWorld, WorldSink } from './canonical-world.ts';
import type { DetailLevel, PromptSection } from './prompt-section.ts';
import type { WorldSimilarity } from './world-similarity.ts';

/**
 * How a game or simulation plugs itself in. Everything here is pure: the same arguments give the same result, and no
 * argument is ever changed.
 *
 * Worlds `a` and `b` with the same `canonical` content must have the same prompt and the same verdicts for every plan;
 * that is what makes a cached plan safe to serve.
 */
export interface PlanDomain<World> {
  /** A short name for messages and keys: `'tactical'`. */
  readonly name: string;
  /** Every tool that exists in this domain. */
  readonly registry: ToolRegistry;
  /**
   * Checks input from outside and returns it as a world that does not change any more when the input does: a copy.
   *
   * @throws `InvalidWorldError` with the path of what is wrong.
   */
  parseWorld(input: unknown): World;
  /** What decisions depend on, in a fixed order, numbers quantised, clocks dropped. */
  canonical(world: World): CanonicalWorld;
  /**
   * The same content as {@link canonical}, as numbers: two worlds write the same exactly when their canonical forms are equal.
   * Plans that are kept in a file are found by what is written here; when a new version writes it in another way, give the
   * domain another name, so that no world gets the plans of another.
   */
  encode(world: World, sink: WorldSink): void;
  /** The world in words for a model, at a level of detail. */
  describe(world: World, level: DetailLevel): readonly PromptSection[];
  /**
   * Simulates all steps in sequence and gives one verdict a step, in order. An illegal step changes nothing in the
   * simulation and does not stop it, so the legal steps together are a legal plan.
   */
  check(world: World, steps: readonly PlanStep[]): readonly StepVerdict[];
  /** A plan without any model: never empty, and every step passes {@link check}. */
  fallback(world: World, random: Random): Plan;
  /**
   * True for a world that can never change, all the way down, so that what was found out about it may be remembered. When
   * left out, no world is taken to be so.
   */
  isFrozen?(world: World): boolean;
  /** What a plan cache may take for alike. When left out, only equal worlds share a plan. */
  readonly similarity?: WorldSimilarity<World>;
}
