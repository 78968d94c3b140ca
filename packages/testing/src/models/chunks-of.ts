import type { ModelChunk } from '@planweave/core-types';

/**
 * All pieces of a stream, once it is over.
 *
 * @throws What the stream throws.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { chunksOf, scriptedModel } from '@planweave/testing';
 *
 * const model = scriptedModel(['Hi']);
 * const chunks = await chunksOf(model.stream({ messages: [{ role: 'user', content: 'Say hi.' }] }, createCallContext()));
 * chunks.map(({ kind }) => kind); //=> ['text', 'end']
 * ```
 */
export async function chunksOf<Chunk>(stream: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/**
 * The text of some pieces of a stream, without what was thought.
 *
 * @example
 * ```ts
 * import { textOf } from '@planweave/testing';
 *
 * textOf([{ kind: 'thinking', text: 'Hm.' }, { kind: 'text', text: 'H' }, { kind: 'text', text: 'i' }]); //=> 'Hi'
 * ```
 */
export function textOf(chunks: readonly ModelChunk[]): string {
  return chunks.map((chunk) => (chunk.kind === 'text' ? chunk.text : '')).join('');
}
