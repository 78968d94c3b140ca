import type { PlanStep } from '../plans/plan.ts';

/**
 * Where a domain writes the outline of a world: what must be the same in another world for a plan to be worth a try
 * there, and what may differ a little. Worlds are compared item by item, in the order of writing, so write counts before
 * lists and lists in an order of roles ("the nearest enemy first"), not of ids.
 */
export interface OutlineSink {
  /** Must be the same. */
  fact(value: string | number | boolean): void;
  /** May differ by `tolerance` at most, which is above 0 and always the same for this place in the outline. */
  near(value: number, tolerance: number): void;
  /**
   * Must fall between the same two edges, or differ by `slack` at most, so that a number which wavers about an edge does
   * not change sides with every look.
   *
   * @param edges - Ascending; a value on an edge belongs above it.
   */
  band(value: number, edges: readonly number[], slack: number): void;
  /** Free text: may be worded a little differently, as far as the cache is told to allow. */
  words(text: string): void;
}

/** How a plan for one world is carried over to another: who and what it is about, said by role instead of by id. */
export interface PlanRoles<World> {
  /** The steps with every id or place of this world that has a role replaced by that role, as plain JSON data. */
  generalise(world: World, steps: readonly PlanStep[]): readonly PlanStep[];
  /** The reverse, in another world of a matching outline. A role that nobody has there stays, and `check` will refuse it. */
  bind(world: World, steps: readonly PlanStep[]): readonly PlanStep[];
}

/**
 * How a domain lets a cache find plans of worlds that differ in what does not matter. It only proposes: a plan found
 * this way is always checked against the live world before anybody acts on it.
 */
export interface WorldSimilarity<World> {
  /** Writes what matters. Two worlds of one canonical form write the same. */
  outline(world: World, sink: OutlineSink): void;
  /** Left out when plans name nothing that could be called otherwise in a similar world. */
  readonly roles?: PlanRoles<World>;
}
