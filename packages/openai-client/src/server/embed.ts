import { checkOption, type CallContext } from '@planweave/core-types';
import { ask } from '../call/ask.ts';
import { broken, isObject } from '../call/judge-reply.ts';
import type { ChatModel } from '../chat/chat-model.ts';

/** How many texts are sent at once: enough to save round trips, few enough to stop soon. */
const batchSize = 32;

/** A vector for each text, in the order of the texts. Nothing is sent for no texts. */
export async function embedTexts(model: ChatModel, texts: readonly string[], context: CallContext): Promise<readonly (readonly number[])[]> {
  checkOption('openAiCompatible.embed', 'texts', texts, 'a list of texts', isListOfTexts);
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

async function embedBatch(model: ChatModel, input: readonly string[], context: CallContext): Promise<number[][]> {
  const body = () => ({ model: model.settings.model, input, encoding_format: 'float' });
  const { data } = await ask(model, context, { path: '/embeddings', body });
  if (!Array.isArray(data) || data.length !== input.length) throw broken(model.target, `no list of ${input.length} vectors`);
  // servers may answer in another order
  const vectors: (number[] | undefined)[] = input.map(() => undefined);
  for (const [position, entry] of data.entries()) {
    const { embedding, index = position }: { embedding?: unknown; index?: unknown } = isObject(entry) ? entry : {};
    if (!isVector(embedding) || typeof index !== 'number' || !(index in vectors) || vectors[index] !== undefined) {
      throw broken(model.target, 'embeddings that are no lists of numbers, one for each text');
    }
    vectors[index] = embedding;
  }
  return vectors.filter((vector) => vector !== undefined);
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((component) => Number.isFinite(component));
}
