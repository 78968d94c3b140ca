import type { ModelTimings, TokenUsage } from '@planweave/core-types';
import type { JsonObject } from '@planweave/model-http';
import { millisecondsFromNanoseconds } from './nanoseconds.ts';

/** What Ollama says at the end of a reply about its own work, in milliseconds. */
export interface OllamaTimings {
  /** From the arrival of the request to the end, on the server's clock. */
  readonly serverMs: number;
  /** True when the model had to be loaded, or had to wait for others to be loaded, before it could begin. */
  readonly wasColdLoad: boolean;
  /**
   * The share of the prompt, in 0..1, that the server remembered from an earlier call and did not read again. It is an
   * estimate from speeds, because the server does not say it; `undefined` until one prompt was read that was new.
   */
  readonly reusedPrefixRatio: number | undefined;
  /** Tokens written in a second; 0 when the server did not say. */
  readonly tokensPerSecond: number;
}

/** What is known so far about the speed of a model. */
export interface PrefillSpeed {
  /** The time for one token of a prompt that is new to the server; 0 when not known yet. */
  coldMsPerToken: number;
}

/** Tokens of a call. What is missing, because Ollama leaves out zeros, is 0. */
export function readUsage(final: JsonObject): TokenUsage {
  return { promptTokens: count(final['prompt_eval_count']), replyTokens: count(final['eval_count']) };
}

/** The server's part of the timings that all models have. */
export function readServerTimings(final: JsonObject): Pick<ModelTimings, 'loadMs' | 'prefillMs' | 'decodeMs'> {
  return {
    loadMs: millisecondsFromNanoseconds(final['load_duration']),
    prefillMs: millisecondsFromNanoseconds(final['prompt_eval_duration']),
    decodeMs: millisecondsFromNanoseconds(final['eval_duration']),
  };
}

/**
 * Reads what is special to Ollama, and learns the model's speed with new prompts from it: the slowest reading of a long
 * enough prompt so far, since remembered ones can only be faster.
 */
export function readOllamaTimings(final: JsonObject, speed: PrefillSpeed): OllamaTimings {
  const { promptTokens, replyTokens } = readUsage(final);
  const { loadMs, prefillMs, decodeMs } = readServerTimings(final);
  const isTelling = promptTokens >= tellingTokens && prefillMs > 0;
  const reused = isTelling && speed.coldMsPerToken > 0 ? 1 - prefillMs / promptTokens / speed.coldMsPerToken : undefined;
  if (isTelling) speed.coldMsPerToken = Math.max(speed.coldMsPerToken, prefillMs / promptTokens);
  return {
    serverMs: millisecondsFromNanoseconds(final['total_duration']),
    wasColdLoad: isColdLoad(loadMs),
    reusedPrefixRatio: reused === undefined ? undefined : Math.max(0, reused),
    tokensPerSecond: decodeMs > 0 ? replyTokens / (decodeMs / 1_000) : 0,
  };
}

/** Whether a load time means that the model was not there yet. */
export function isColdLoad(loadMs: number): boolean {
  return loadMs >= coldLoadMs;
}

/** Below this, the fixed cost of a call says more than its tokens. */
const tellingTokens = 32;

/** A resident model is handed out in some tens of milliseconds; mapping the smallest one from disk takes longer than this. */
const coldLoadMs = 250;

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
