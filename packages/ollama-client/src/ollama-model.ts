import type { CallContext, LanguageModel, ModelCall } from '@planweave/core-types';
import type { OllamaChunk, OllamaReply } from './chat/ollama-reply.ts';
import type { OllamaHealth } from './server/health.ts';
import type { InstalledModel } from './server/list-models.ts';

/** A model on an Ollama server. Without a context, the extra methods use the real clock and no deadline of their own. */
export interface OllamaModel extends LanguageModel {
  generate(call: ModelCall, context: CallContext): Promise<OllamaReply>;
  stream(call: ModelCall, context: CallContext): AsyncIterable<OllamaChunk>;
  /**
   * Whether the server answers, has the model and holds it in memory, within two seconds.
   *
   * @throws `CancelledError` only; everything else is in the answer.
   */
  health(context?: CallContext): Promise<OllamaHealth>;
  /** The models that the server has. */
  listModels(context?: CallContext): Promise<readonly InstalledModel[]>;
  /** Closes the connections, and with them the calls under way. The model can be used again after it. */
  close(): Promise<void>;
}
