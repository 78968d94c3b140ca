import type { CallContext } from '@planweave/core-types';
import { embedInBatches, isJsonObject, type HttpCall } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import type { ChatModel } from '../chat/chat-model.ts';

/** A vector for each text, in the order of the texts. Nothing is sent for no texts. */
export function embedTexts(model: ChatModel, texts: readonly string[], context: CallContext): Promise<readonly (readonly number[])[]> {
  const { settings, target } = model;
  return embedInBatches({ owner: 'openAiCompatible.embed', target, texts }, (input) => {
    const body = { model: settings.model, input, encoding_format: 'float' };
    return ask(model, context, { path: '/embeddings', body }, ({ data }, call) => inOrder(data, call));
  });
}

/** The vectors by their `index`, because servers may answer in another order. */
function inOrder(data: unknown, call: HttpCall): unknown[] {
  if (!Array.isArray(data)) throw call.broken('a list of embeddings that is no list');
  const vectors = new Map<unknown, unknown>();
  for (const [position, entry] of data.entries()) {
    const { embedding, index = position }: { embedding?: unknown; index?: unknown } = isJsonObject(entry) ? entry : {};
    vectors.set(index, typeof embedding === 'string' ? numbersOf(embedding) : embedding);
  }
  // an index that is there twice, or beyond the end, leaves a gap, which is no vector
  return data.map((_, index) => vectors.get(index));
}

/** The numbers that a server wrote as base64 of 32-bit floats, little end first, although it was asked for plain ones. */
function numbersOf(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(index * 4));
}
