import type { Measurement } from './measure.ts';

/** The value in the middle; the upper one of two. `NaN` of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the others lies, by nearest rank. `NaN` of none. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

/** How many times as long one thing takes as another. */
export interface Ratio {
  /** The median of the rounds. */
  readonly typical: number;
  /** A tenth of the rounds lie below. */
  readonly low: number;
  /** A tenth of the rounds lie above. */
  readonly high: number;
}

/** How many times as long a candidate takes as a base that was measured in the same rounds. */
export function ratio(candidate: Measurement, base: Measurement): Ratio {
  const rounds = candidate.nanoseconds.map((time, round) => time / (base.nanoseconds[round] ?? Number.NaN));
  return { typical: median(rounds), low: quantile(rounds, 0.1), high: quantile(rounds, 0.9) };
}
