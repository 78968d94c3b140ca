import type { ModelTimings } from '@planweave/core-types';
import { reportedDuration } from './reported-duration.ts';

/** How long a model takes for a kind of question, learned from its answers. */
export interface SpeedEstimates {
  /** The expected duration for a prompt of so many tokens, in milliseconds; `undefined` when nothing is known of late. */
  expect(question: string, promptTokens: number, at: number): number | undefined;
  /** A complete answer took so long. The time for loading the model is left out: it does not come again. */
  learn(question: string, promptTokens: number, durationMs: number, timings: ModelTimings | undefined, at: number): void;
  /** An answer was still not there after so long. */
  learnTimeout(question: string, promptTokens: number, waitedMs: number, at: number): void;
}

/** After so long without news, in milliseconds, a question is asked again as if nothing were known. */
const forgetAfterMs = 15_000;
const meanShare = 0.2;
const deviationShare = 0.25;
/** A call that was given up after a while would have taken this many times as long, going by nothing better. */
const timeoutFactor = 1.5;

interface Estimate {
  /**
   * Milliseconds to read one token of the prompt; `undefined` after the first answer, whose prompt the server had never
   * seen, while it keeps the beginning of later ones in memory.
   */
  perToken: number | undefined;
  /** Everything but reading the prompt: the mean and the mean deviation, as in TCP's round-trip estimate (RFC 6298). */
  restMs: number;
  deviationMs: number;
  learnedAt: number;
}

/** Knows nothing yet. A question is anything that takes its own time: a model and a level of detail. */
export function createSpeedEstimates(): SpeedEstimates {
  const estimates = new Map<string, Estimate>();
  const known = (question: string, at: number) => {
    const estimate = estimates.get(question);
    return estimate !== undefined && at - estimate.learnedAt <= forgetAfterMs ? estimate : undefined;
  };
  const readingMs = ({ perToken = 0 }: Estimate, promptTokens: number) => perToken * promptTokens;
  const expected = (estimate: Estimate, promptTokens: number) => estimate.restMs + estimate.deviationMs + readingMs(estimate, promptTokens);
  const record = (question: string, restMs: number, perToken: number | undefined, at: number) => {
    const old = known(question, at);
    if (old === undefined) {
      estimates.set(question, { perToken: undefined, restMs, deviationMs: 0, learnedAt: at });
      return;
    }
    old.deviationMs += (Math.abs(restMs - old.restMs) - old.deviationMs) * deviationShare;
    old.restMs += (restMs - old.restMs) * meanShare;
    // down at once, up slowly: a prompt that had to be read whole is the exception
    if (perToken !== undefined) old.perToken = Math.min(perToken, old.perToken === undefined ? perToken : old.perToken + (perToken - old.perToken) * meanShare);
    old.learnedAt = at;
  };
  return {
    expect(question, promptTokens, at) {
      const estimate = known(question, at);
      return estimate && expected(estimate, promptTokens);
    },
    learn(question, promptTokens, durationMs, timings, at) {
      const [loadMs, prefillMs] = [reportedDuration(timings?.loadMs), reportedDuration(timings?.prefillMs)];
      const isReported = prefillMs > 0 && promptTokens > 0;
      record(question, Math.max(0, durationMs - loadMs - prefillMs), isReported ? prefillMs / promptTokens : undefined, at);
    },
    learnTimeout(question, promptTokens, waitedMs, at) {
      const estimate = known(question, at);
      if (estimate !== undefined && expected(estimate, promptTokens) > waitedMs) return;
      record(question, waitedMs * timeoutFactor - (estimate === undefined ? 0 : readingMs(estimate, promptTokens)), undefined, at);
    },
  };
}
