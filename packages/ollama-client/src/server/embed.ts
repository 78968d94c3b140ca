import type { CallContext } from '@planweave/core-types';
import { embedInBatches } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import { anyDocument } from '../call/strict-fetch.ts';
import type { ChatModel } from '../chat/chat-model.ts';

/** A vector for each text, in the order of the texts. Nothing is sent for no texts. */
export function embedTexts({ connection, settings, target }: ChatModel, texts: readonly string[], context: CallContext): Promise<readonly (readonly number[])[]> {
  return embedInBatches({ owner: 'ollama.embed', target, texts }, async (batch) => {
    const request = { model: settings.model, input: [...batch], truncate: false, options: settings.load };
    return (await ask(connection, settings.model, context, anyDocument, (client) => client.embed(request))).embeddings;
  });
}
