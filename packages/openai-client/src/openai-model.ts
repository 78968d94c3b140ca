import type { CallContext, LanguageModel, ModelCall } from '@planweave/core-types';
import type { OpenAiChunk, OpenAiReply } from './chat/openai-reply.ts';

/** A model on an OpenAI-compatible server. */
export interface OpenAiModel extends LanguageModel {
  generate(call: ModelCall, context: CallContext): Promise<OpenAiReply>;
  stream(call: ModelCall, context: CallContext): AsyncIterable<OpenAiChunk>;
  /** Closes the connections, and with them the calls under way. The model can be used again after it. */
  close(): Promise<void>;
}
