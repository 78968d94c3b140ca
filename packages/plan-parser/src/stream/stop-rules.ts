import type { PlanStep } from '@planweave/core-types';
import type { Harvest } from '../scan/harvest.ts';

/**
 * Why nothing more needs to be read. `complete`: the JSON around the plan closed. `whitespace`: more than 200 blanks in
 * a row. `loop`: the same step, or the same two or three steps, more than four times in a row, or a text that repeats
 * itself. `too-long`: more steps or characters than the options allow.
 */
export type StopReason = 'complete' | 'whitespace' | 'loop' | 'too-long';

/** More blanks than this in a row are a flood; an indented plan has far fewer. */
export const mostBlanks = 200;

/** Every so many characters the tail of the text is looked at for a loop, and how long that tail is. */
export const loopInterval = 256;
export const loopWindow = 512;

/** A tail that repeats itself at least four times within the window is a loop. */
export const longestPeriod = loopWindow / 4;

/** More than so many repetitions of up to so many steps are a loop. */
const mostRepeats = 4;
const longestCycle = 3;

/** A rule for one stream, asked whenever a bracket closes; `isOutside` when it was the last one open. */
export function createStopRule(): (harvest: Harvest, isOutside: boolean) => StopReason | undefined {
  let looked = 0;
  return ({ plan, loose, failed }, isOutside) => {
    if (((plan ?? failed)?.unread ?? 0) > 0) return 'too-long';
    if (plan === undefined) return undefined;
    if (plan.steps.length > looked) {
      looked = plan.steps.length;
      if (isLooping(plan.steps)) return 'loop';
    }
    return isOutside && plan !== loose ? 'complete' : undefined;
  };
}

function isLooping(steps: readonly PlanStep[]): boolean {
  for (let cycle = 1; cycle <= longestCycle; cycle += 1) {
    const tail = steps.slice(-cycle * (mostRepeats + 1));
    if (tail.length === cycle * (mostRepeats + 1) && tail.every((step, index) => isSame(step, tail[index % cycle]))) return true;
  }
  return false;
}

function isSame(step: PlanStep, other: PlanStep | undefined): boolean {
  return step.act === other?.act && JSON.stringify(step) === JSON.stringify(other);
}
