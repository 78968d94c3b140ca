/** Why a model stopped: done, at the token limit, or stopped by the caller who had read enough. */
export type FinishReason = 'stop' | 'length';

/** Tokens of a call, as the server counted them; 0 where it said nothing. */
export interface TokenUsage {
  readonly promptTokens: number;
  readonly replyTokens: number;
}

/** Where the milliseconds of a call went, as far as the server says; 0 where it said nothing. */
export interface ModelTimings {
  /** From the request to the last byte, on the caller's clock. */
  readonly totalMs: number;
  /** From the request to the first piece of text, on the caller's clock. */
  readonly firstTokenMs: number;
  /** Waiting for a place and loading the model. */
  readonly loadMs: number;
  /** Reading the part of the prompt that the server did not remember. */
  readonly prefillMs: number;
  /** Writing the reply. */
  readonly decodeMs: number;
}

/** A complete reply. */
export interface ModelReply {
  readonly text: string;
  /** What a reasoning model thought, kept apart from what it answered. */
  readonly thinking?: string;
  /** The model that answered, as the server names it. */
  readonly model: string;
  readonly finishReason: FinishReason;
  readonly usage: TokenUsage;
  readonly timings: ModelTimings;
}

/** A piece of a reply while it is being written. The last chunk of every complete stream is `end`, and only one is. */
export type ModelChunk =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'end'; readonly reply: ModelReply };
