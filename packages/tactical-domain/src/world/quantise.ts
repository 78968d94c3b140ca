import type { Cover } from './world-snapshot.ts';

/**
 * How finely the domain reads numbers that drift all the time. Keys, prompts and checks all read through these
 * functions, so that worlds with one key cannot differ in a verdict.
 */

/** Milliseconds in one step of a cool-down. */
export const cooldownStepMs = 500;
const stepsPerSecond = 1000 / cooldownStepMs;

/**
 * What is left of a cool-down, in steps of half a second. Rounded up, because a tool that is called ready must be
 * ready; a millionth of a step is taken for rounding noise.
 */
export function cooldownSteps(seconds: number): number {
  const steps = Math.ceil(seconds * stepsPerSecond - 1e-6);
  return steps > 0 ? steps : 0;
}

/** The same in seconds: 0, 0.5, 1, 1.5 … */
export function cooldownSeconds(seconds: number): number {
  return (cooldownSteps(seconds) * cooldownStepMs) / 1000;
}

/** Morale in twentieths. */
export function moraleSteps(morale: number): number {
  return Math.round(morale * 20) + 0;
}

/** Stamina in whole percent, rounded down: breath that is not there cannot be spent. */
export function staminaPercent(stamina: number): number {
  return Math.floor(stamina * 100 + 1e-6);
}

/** Where the bands begin in which an enemy was last seen, in seconds. */
export const lastSeenBands = [0, 2, 5, 10, 30] as const;

/** The place of a band in `lastSeenBands`. */
export function lastSeenPlace(seconds: number): number {
  if (seconds < 2) return 0;
  if (seconds < 5) return 1;
  if (seconds < 10) return 2;
  return seconds < 30 ? 3 : 4;
}

/** The beginning of the band in which an enemy was last seen, in seconds. */
export function lastSeenBand(seconds: number): number {
  return lastSeenBands[lastSeenPlace(seconds)] as number;
}

/** The place of a cover in `coverKinds`, without walking through the list. */
export function coverPlace(cover: Cover): number {
  switch (cover) {
    case 'none': {
      return 0;
    }
    case 'low': {
      return 1;
    }
    case 'high': {
      return 2;
    }
    case 'crate': {
      return 3;
    }
    default: {
      return 4;
    }
  }
}
