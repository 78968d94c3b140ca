import { RefusedError } from '@planweave/core-types';
import type { PlanRequest } from '../request/plan-request.ts';
import type { AskOptions } from './ask-model.ts';

/**
 * Why there is too little time for a question; `undefined` when there is enough, or nobody knows.
 *
 * @param questions - The question, then others that give an idea of how long it takes when it was never asked.
 */
export function shortOfTime<World>(
  { context, modelDeadline }: PlanRequest<World>,
  questions: readonly string[],
  promptTokens: number,
  { model, speed }: AskOptions<World>,
): RefusedError | undefined {
  const leftMs = modelDeadline.remainingMs();
  if (leftMs <= 0) return new RefusedError('time', `No time is left to ask ${model.id}`);
  const at = context.clock.now();
  const neededMs = questions.map((question) => speed.expect(question, promptTokens, at)).find((known) => known !== undefined);
  if (neededMs === undefined || neededMs <= leftMs) return undefined;
  return new RefusedError('time', `${model.id} is expected to need ${Math.round(neededMs)} ms, but ${Math.floor(leftMs)} ms are left`);
}
