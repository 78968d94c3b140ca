import type { CallContext } from '@planweave/core-types';
import { isJsonObject } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import type { ChatModel } from '../chat/chat-model.ts';

/** A model that a server offers. */
export interface OfferedModel {
  readonly name: string;
  /** Its context window in tokens, where the server says it (vLLM does). */
  readonly contextTokens: number | undefined;
}

/** The models that the server offers. */
export function listOffered(model: ChatModel, context: CallContext): Promise<readonly OfferedModel[]> {
  return ask(model, context, { path: '/models' }, (reply, call) => {
    // Ollama says `null` when it has none
    const data = reply['data'] ?? [];
    if (!Array.isArray(data)) throw call.broken('a list of models that is no list');
    return data.flatMap((entry: unknown) => {
      if (!isJsonObject(entry) || typeof entry['id'] !== 'string') return [];
      const length = entry['max_model_len'];
      return [Object.freeze({ name: entry['id'], contextTokens: typeof length === 'number' && length > 0 ? length : undefined })];
    });
  });
}
