/** What a stress run does; every field but the last is a flag of `npm start -- stress`. */
export interface StressOptions {
  /** How many agents plan. */
  readonly agents: number;
  /** How long the measured part takes, in seconds. */
  readonly durationSeconds: number;
  /** How often an agent asks about a world that was planned before, in 0..1. */
  readonly hitRate: number;
  /** How long each plan may take, in milliseconds. */
  readonly budgetMs: number;
  /** The time from one question of an agent to its next, in milliseconds. */
  readonly everyMs: number;
  /** How many requests the model server works on at once. */
  readonly slots: number;
  /** The share of model calls that something goes wrong with, in 0..1. */
  readonly faultRate: number;
  readonly seed: number;
}

/**
 * Fifty agents are the most that the original project meant to have planned by one model, and seven known worlds out of ten
 * its own assumption. A plan of a few steps lasts about four seconds; a model on a small GPU needs a second and a half to
 * write one, and as much again when there is a short queue.
 */
export const defaultStressOptions: StressOptions = Object.freeze({
  agents: 50,
  durationSeconds: 20,
  hitRate: 0.7,
  budgetMs: 3_000,
  everyMs: 4_000,
  slots: 4,
  faultRate: 0,
  seed: 0,
});
