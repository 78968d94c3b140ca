import { checkOption, type CallContext } from '@planweave/core-types';
import { broken } from '../call/judge-reply.ts';
import { ask } from '../call/open-call.ts';
import { anyDocument } from '../call/strict-fetch.ts';
import type { ChatModel } from '../chat/chat-model.ts';

/** How many texts are sent at once: enough to save round trips, few enough to stop soon. */
const batchSize = 32;

/** A vector for each text, in the order of the texts. Nothing is sent for no texts. */
export async function embedTexts(model: ChatModel, texts: readonly string[], context: CallContext): Promise<readonly (readonly number[])[]> {
  checkOption('ollama.embed', 'texts', texts, 'a list of texts', isListOfTexts);
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += batchSize) {
    vectors.push(...(await embedBatch(model, texts.slice(from, from + batchSize), context)));
  }
  const length = vectors[0]?.length ?? 0;
  if (vectors.some((vector) => vector.length !== length)) throw broken(model.target, 'vectors of different lengths');
  return vectors;
}

function isListOfTexts(given: readonly string[]): boolean {
  return Array.isArray(given) && given.every((text) => typeof text === 'string');
}

async function embedBatch({ connection, settings, target }: ChatModel, input: string[], context: CallContext): Promise<number[][]> {
  const request = { model: settings.model, input, truncate: false, options: settings.load };
  const { embeddings } = await ask(connection, settings.model, context, anyDocument, (client) => client.embed(request));
  const isVectorList = Array.isArray(embeddings) && embeddings.every((vector) => isVector(vector));
  if (!isVectorList) throw broken(target, 'embeddings that are no lists of numbers');
  if (embeddings.length !== input.length) throw broken(target, `${embeddings.length} vectors for ${input.length} texts`);
  return embeddings;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((component) => Number.isFinite(component));
}
