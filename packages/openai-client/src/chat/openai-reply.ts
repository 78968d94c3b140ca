import type { ModelChunk, ModelReply } from '@planweave/core-types';

/** A complete reply of an OpenAI-compatible server. */
export interface OpenAiReply extends ModelReply {
  /** Tokens of the prompt that the server remembered from an earlier call; `undefined` where it does not say. */
  readonly cachedPromptTokens: number | undefined;
}

/** A piece of a reply of an OpenAI-compatible server. */
export type OpenAiChunk = Exclude<ModelChunk, { readonly kind: 'end' }> | { readonly kind: 'end'; readonly reply: OpenAiReply };
