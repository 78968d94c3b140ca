import type { CallContext, LanguageModel, ModelCall } from '@planweave/core-types';
import type { OpenAiChunk, OpenAiReply } from './chat/openai-reply.ts';
import type { OpenAiHealth } from './server/health.ts';
import type { OfferedModel } from './server/list-models.ts';

/** A model on an OpenAI-compatible server. Without a context, the extra methods use the real clock, and have no deadline but the one they name. */
export interface OpenAiModel extends LanguageModel {
  generate(call: ModelCall, context: CallContext): Promise<OpenAiReply>;
  stream(call: ModelCall, context: CallContext): AsyncIterable<OpenAiChunk>;
  /**
   * Whether the server answers and offers the model, within two seconds.
   *
   * @throws `CancelledError`, and `TimedOutError` when there is no time to ask; everything else is in the answer.
   */
  health(context?: CallContext): Promise<OpenAiHealth>;
  /** The models that the server offers. */
  listModels(context?: CallContext): Promise<readonly OfferedModel[]>;
  /**
   * A vector for each text, in their order; no request for no texts.
   *
   * @throws `InvalidOptionError` for something else than texts.
   */
  embed(texts: readonly string[], context?: CallContext): Promise<readonly (readonly number[])[]>;
  /** Closes the connections, and with them the calls under way. The model can be used again after it. */
  close(): Promise<void>;
}
