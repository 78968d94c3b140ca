import { TimedOutError, type Clock, type ModelReply } from '@planweave/core-types';
import type { SpeedEstimates } from './speed-estimates.ts';

/** What one call shows of the model's speed, taken in once. */
export interface CallSpeed {
  success(reply: ModelReply | undefined): void;
  failure(thrown: unknown): void;
}

/** Starts measuring a call. A call that its caller stopped shows nothing. */
export function callSpeed(speed: SpeedEstimates, question: string, promptTokens: number, clock: Clock, isCancelled: () => boolean): CallSpeed {
  const startedAt = clock.now();
  let isOpen = true;
  const once = (take: (at: number, durationMs: number) => void) => {
    if (!isOpen || isCancelled()) return;
    isOpen = false;
    const at = clock.now();
    take(at, at - startedAt);
  };
  return {
    success: (reply) => once((at, durationMs) => speed.learn(question, promptTokens, durationMs, reply?.timings, at)),
    failure(thrown) {
      if (TimedOutError.isInstance(thrown)) once((at, waitedMs) => speed.learnTimeout(question, promptTokens, waitedMs, at));
    },
  };
}
