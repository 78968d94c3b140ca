import type { Sampling } from '@planweave/core-types';
import type { ConnectionOptions, RunawayLimits } from '@planweave/model-http';
import type { DialectName, FormMode } from './dialect.ts';

/** Options of `openAiCompatible`. */
export interface OpenAiOptions extends ConnectionOptions {
  /** The model's name as the server lists it. */
  readonly model: string;
  /** Which server it is. @default 'openai' */
  readonly dialect?: DialectName;
  /**
   * The server's address. Without a path it gets `/v1`; with one it is taken as it is, version and all:
   * `'https://gateway.example/team/v1'`. The path is part of the model's `id`, which events and logs show.
   *
   * @default where such a server is by default; `'https://api.openai.com/v1'` for `'openai'`
   */
  readonly baseUrl?: string;
  /**
   * How tokens are drawn when a call does not say. All of it is sent with every call, because the servers' own defaults
   * differ; `topK` only to servers that know it.
   *
   * @default { temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 }
   */
  readonly sampling?: Sampling;
  /** Whether a reasoning model thinks first when a call does not say. @default false */
  readonly think?: boolean;
  /** How a reply that follows a schema is asked for. What the server refuses is replaced once and for all. @default 'json_schema' */
  readonly form?: FormMode;
  /**
   * What happens to a reply that reached its token limit. `'return'`: it is a reply with `finishReason: 'length'`, of
   * which whole steps may still be used. `'throw'`: it is an `OutputTruncatedError`.
   *
   * @default 'return'
   */
  readonly truncatedReply?: 'return' | 'throw';
  /**
   * When a reply is stopped because the model will not stop by itself, with an `OutputTruncatedError`: blanks in a row,
   * or one token again and again. `Infinity` for never.
   *
   * @default { maxBlanks: 200, maxRepeats: 100 }
   */
  readonly runaway?: RunawayLimits;
}
