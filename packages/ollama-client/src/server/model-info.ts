import type { CallContext } from '@planweave/core-types';
import { isJsonObject, type JsonObject } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import { anyDocument } from '../call/strict-fetch.ts';
import type { ChatModel } from '../chat/chat-model.ts';

/** What a model is and can do. What the server does not say is `undefined`, which is not the same as "no". */
export interface ModelInfo {
  /** In Ollama's words: `'completion'`, `'tools'`, `'thinking'`, `'embedding'` … */
  readonly capabilities: readonly string[] | undefined;
  readonly architecture: string | undefined;
  /** The context window it was trained with, in tokens. */
  readonly trainedContextTokens: number | undefined;
}

/** Asks about a model without loading it. */
export async function readModelInfo({ connection, settings }: ChatModel, context: CallContext): Promise<ModelInfo> {
  const shown: JsonObject = { ...(await ask(connection, settings.model, context, anyDocument, (client) => client.show({ model: settings.model }))) };
  const metadata = isJsonObject(shown['model_info']) ? shown['model_info'] : {};
  const architecture = metadata['general.architecture'];
  const contextTokens = typeof architecture === 'string' ? metadata[`${architecture}.context_length`] : undefined;
  const { capabilities } = shown;
  return Object.freeze({
    capabilities: Array.isArray(capabilities) ? Object.freeze(capabilities.filter((entry) => typeof entry === 'string')) : undefined,
    architecture: typeof architecture === 'string' ? architecture : undefined,
    trainedContextTokens: typeof contextTokens === 'number' && contextTokens > 0 ? contextTokens : undefined,
  });
}
