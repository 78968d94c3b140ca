import type { PlanStep } from '@planweave/core-types';
import type { Harvest } from '../scan/harvest.ts';

/**
 * Why nothing more needs to be read. `complete`: the JSON around the plan closed. `whitespace`: more than 200 blanks in
 * a row. `loop`: the same step more than four times in a row, or a text that repeats itself. `too-long`: more steps or
 * characters than the options allow.
 */
export type StopReason = 'complete' | 'whitespace' | 'loop' | 'too-long';

/** More blanks than this in a row are a flood; an indented plan has far fewer. */
export const mostBlanks = 200;

/** More equal steps than this in a row are a loop. */
const mostRepeats = 4;

/** Every so many characters the tail of the text is looked at for a loop, and how long that tail is. */
export const loopInterval = 256;
export const loopWindow = 512;

/** A tail that repeats itself at least four times within the window is a loop. */
export const longestPeriod = loopWindow / 4;

/** Asked whenever a bracket closes. */
export function whetherToStop(harvest: Harvest, isOutside: boolean): StopReason | undefined {
  const { plan, loose, failed } = harvest;
  if (((plan ?? failed)?.unread ?? 0) > 0) return 'too-long';
  if (plan === undefined) return undefined;
  if (isLooping(plan.steps)) return 'loop';
  return isOutside && plan !== loose ? 'complete' : undefined;
}

function isLooping(steps: readonly PlanStep[]): boolean {
  if (steps.length <= mostRepeats) return false;
  const last = steps.at(-1);
  const tail = steps.slice(-mostRepeats - 1, -1);
  if (tail.some((step) => step.act !== last?.act)) return false;
  const text = JSON.stringify(last);
  return tail.every((step) => JSON.stringify(step) === text);
}
