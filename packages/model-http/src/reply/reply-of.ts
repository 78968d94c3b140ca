import type { ModelChunk } from '@planweave/core-types';

/**
 * The reply that ends a stream of chunks, so that `generate` can be made of `stream`.
 *
 * @throws What the stream throws. One that ends without its end is the stream's own mistake and gives a `TypeError`.
 *
 * @example
 * ```ts
 * import { replyOf } from '@planweave/model-http';
 *
 * async function* stream() {
 *   yield { kind: 'text' as const, text: 'Hi' };
 *   yield { kind: 'end' as const, reply: { text: 'Hi' } };
 * }
 * (await replyOf(stream())).text; //=> 'Hi'
 * ```
 */
export async function replyOf<Reply>(chunks: AsyncIterable<Exclude<ModelChunk, { readonly kind: 'end' }> | { readonly kind: 'end'; readonly reply: Reply }>): Promise<Reply> {
  let end: { readonly reply: Reply } | undefined;
  for await (const chunk of chunks) {
    if (chunk.kind === 'end') end = chunk;
  }
  if (end === undefined) throw new TypeError('The stream ended without a chunk of the kind "end"; it must throw instead');
  return end.reply;
}
