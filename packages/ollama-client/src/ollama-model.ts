import type { CallContext, ChatMessage, LanguageModel, ModelCall } from '@planweave/core-types';
import type { OllamaChunk, OllamaReply } from './chat/ollama-reply.ts';
import type { OllamaHealth } from './server/health.ts';
import type { InstalledModel } from './server/list-models.ts';
import type { ModelInfo } from './server/model-info.ts';
import type { OllamaProbe } from './server/probe.ts';
import type { WarmUp } from './server/warm-up.ts';

/** A model on an Ollama server. Without a context, the extra methods use the real clock, and have no deadline but the one they name. */
export interface OllamaModel extends LanguageModel {
  generate(call: ModelCall, context: CallContext): Promise<OllamaReply>;
  stream(call: ModelCall, context: CallContext): AsyncIterable<OllamaChunk>;
  /**
   * Whether the server answers, has the model and holds it in memory, within two seconds.
   *
   * @throws `CancelledError`, and `TimedOutError` when there is no time to ask; everything else is in the answer.
   */
  health(context?: CallContext): Promise<OllamaHealth>;
  /** The models that the server has. */
  listModels(context?: CallContext): Promise<readonly InstalledModel[]>;
  /**
   * Loads the model with the options of all its calls, so that the first real one does not have to wait. Give it the
   * beginning that your prompts share, and the server has read that as well. Do not cancel it lightly: others that wait
   * for the same load fail with it.
   */
  warmUp(prefix?: readonly ChatMessage[], context?: CallContext): Promise<WarmUp>;
  /** Takes the model out of memory as soon as nobody uses it, on this server for everybody. */
  unload(context?: CallContext): Promise<void>;
  /** What the model is and can do, without loading it. */
  modelInfo(context?: CallContext): Promise<ModelInfo>;
  /**
   * Tries out whether the model obeys a schema, with and without thinking, and how fast it is, with one or two short
   * calls. What was found is remembered for each version of a model, as long as the host is.
   */
  probe(context?: CallContext): Promise<OllamaProbe>;
  /**
   * A vector of length 1 for each text, in their order; no request for no texts. A text that is too long is an error, not
   * cut.
   *
   * @throws `InvalidOptionError` for something else than texts, `UnsupportedError` for a model that cannot embed.
   */
  embed(texts: readonly string[], context?: CallContext): Promise<readonly (readonly number[])[]>;
  /** Closes the connections of its host, and with them all calls under way. The model can be used again after it. */
  close(): Promise<void>;
}
