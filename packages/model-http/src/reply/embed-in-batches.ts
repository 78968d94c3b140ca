import { checkOption, ProtocolError } from '@planweave/core-types';
import { inWords, type CallTarget } from '../call/call-target.ts';

/** How many texts are sent at once: enough to save round trips, few enough to stop soon. */
const batchSize = 32;

/** What is embedded, and by whom. */
export interface EmbeddingJob {
  /** The method that takes the texts, for messages: `'ollama.embed'`. */
  readonly owner: string;
  readonly target: CallTarget;
  readonly texts: readonly string[];
}

/**
 * A vector for each text, in the order of the texts, 32 texts to a call; no call for no texts. What `embedBatch` gives is
 * checked: one list of finite numbers for each text, all of one length.
 *
 * @throws `InvalidOptionError` for something else than texts, `ProtocolError` for something else than vectors.
 *
 * @example
 * ```ts
 * import { embedInBatches } from '@planweave/model-http';
 *
 * const target = { model: 'polly', host: 'http://127.0.0.1:7000' };
 * const lengths = async (batch: readonly string[]) => batch.map(({ length }) => [length]);
 * await embedInBatches({ owner: 'parrot.embed', target, texts: ['a', 'bcd'] }, lengths); //=> [[1], [3]]
 * ```
 */
export async function embedInBatches({ owner, target, texts }: EmbeddingJob, embedBatch: (batch: readonly string[]) => Promise<unknown>): Promise<readonly (readonly number[])[]> {
  checkOption(owner, 'texts', texts, 'a list of texts', isListOfTexts);
  const broken = (what: string) => new ProtocolError({ ...target, message: `${inWords(target)} sent ${what}; check that it is a model that embeds` });
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += batchSize) {
    const batch = texts.slice(from, from + batchSize);
    const embedded = await embedBatch(batch);
    if (!Array.isArray(embedded) || !embedded.every((vector) => isVector(vector))) throw broken('embeddings that are no lists of numbers');
    if (embedded.length !== batch.length) throw broken(`${embedded.length} vectors for ${batch.length} texts`);
    vectors.push(...embedded);
  }
  const length = vectors[0]?.length ?? 0;
  if (vectors.some((vector) => vector.length !== length)) throw broken('vectors of different lengths');
  return vectors;
}

function isListOfTexts(given: readonly string[]): boolean {
  return Array.isArray(given) && given.every((text) => typeof text === 'string');
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((component) => Number.isFinite(component));
}
