import type { ModelChunk, ModelReply } from '@planweave/core-types';
import type { OllamaTimings } from '../timings/read-timings.ts';

/** What Ollama adds to a reply. */
export interface OllamaDetails extends OllamaTimings {
  /**
   * True when the server counted far fewer prompt tokens than the prompt must have: it has silently cut the prompt, as
   * servers do that do not know `truncate: false`.
   */
  readonly isPromptTruncated: boolean;
}

/** A complete reply of an Ollama model. */
export interface OllamaReply extends ModelReply {
  readonly ollama: OllamaDetails;
}

/** A piece of a reply of an Ollama model. */
export type OllamaChunk = Exclude<ModelChunk, { readonly kind: 'end' }> | { readonly kind: 'end'; readonly reply: OllamaReply };
