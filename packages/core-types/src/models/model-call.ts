import type { JsonSchema } from '../tools/json-schema.ts';

/** One message of a prompt. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** How a model draws its tokens. What is left out is the adapter's documented default. */
export interface Sampling {
  /** 0 or more; 0 always takes the likeliest token. */
  readonly temperature?: number;
  /** The share of probability to draw from, in 0..1. */
  readonly topP?: number;
  /** How many of the likeliest tokens to draw from. */
  readonly topK?: number;
  /** Makes a model's choice repeatable as far as its server allows. */
  readonly seed?: number;
  /** The most tokens to write, above 0. Always bounded: the adapter has a default. */
  readonly maxTokens?: number;
}

/** One request to a language model. Frozen data; adapters never change it. */
export interface ModelCall {
  readonly messages: readonly ChatMessage[];
  /** The form the reply must have, for servers that decode under a grammar. */
  readonly schema?: JsonSchema;
  readonly sampling?: Sampling;
  /** Lets a reasoning model think before it answers. @default false */
  readonly think?: boolean;
}
