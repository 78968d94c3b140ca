import type { MockOptions } from './mock-options.ts';
import { scriptedModel, type ScriptedModel, type ScriptedReply } from './scripted-model.ts';

/**
 * A model that streams every reply in small pieces.
 *
 * @param chunkSize - Characters a piece. @default 1
 * @throws `InvalidOptionError` for a size below 1.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { chunkedModel } from '@planweave/testing';
 *
 * const pieces: string[] = [];
 * for await (const chunk of chunkedModel('plan', 3).stream({ messages: [] }, createCallContext())) {
 *   if (chunk.kind === 'text') pieces.push(chunk.text);
 * }
 * pieces; //=> ['pla', 'n']
 * ```
 */
export function chunkedModel(reply: ScriptedReply, chunkSize = 1, options: MockOptions = {}): ScriptedModel {
  return scriptedModel([], { id: 'chunked-model', ...options, chunkSize, otherwise: reply });
}
