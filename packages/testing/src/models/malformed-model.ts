import type { MockOptions } from './mock-options.ts';
import { scriptedModel, type ScriptedModel } from './scripted-model.ts';

/**
 * Replies from which no plan can be read, by what is wrong with them.
 *
 * @example
 * ```ts
 * import { malformedReplies } from '@planweave/testing';
 *
 * malformedReplies['not-a-list']; //=> '{"steps":"MoveTo"}'
 * ```
 */
export const malformedReplies = Object.freeze({
  empty: '',
  blank: ' \n\t\n ',
  prose: 'I would first look around and then decide what to do next.',
  refusal: "I'm sorry, but I can't help with that.",
  'cut-off': '{"steps":[{"act":',
  'no-steps': '{"plan":"go home"}',
  'not-a-list': '{"steps":"MoveTo"}',
  'not-an-object': '[1,2,3]',
  null: 'null',
  html: '<html><body><h1>502 Bad Gateway</h1></body></html>',
  'schema-back': '{"type":"object","properties":{"steps":{"type":"array"}},"required":["steps"]}',
  'only-thinking': '<think>First I need to find out where everybody is and</think>',
  'deep-nesting': `${'['.repeat(5000)}${']'.repeat(5000)}`,
} as const);

/** One of the {@link malformedReplies}. */
export type MalformedReply = keyof typeof malformedReplies;

/**
 * A model that never writes a plan: it goes through the {@link malformedReplies} in order, again and again, or through
 * those that were chosen.
 *
 * @throws `InvalidOptionError` as {@link scriptedModel} does.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { malformedModel } from '@planweave/testing';
 *
 * const model = malformedModel(['null', 'not-an-object']);
 * const ask = async () => (await model.generate({ messages: [] }, createCallContext())).text;
 * [await ask(), await ask(), await ask()]; //=> ['null', '[1,2,3]', 'null']
 * ```
 */
export function malformedModel(
  kinds: readonly MalformedReply[] = Object.keys(malformedReplies) as MalformedReply[],
  options: MockOptions = {},
): ScriptedModel {
  let next = 0;
  const otherwise = () => malformedReplies[kinds[next++ % kinds.length] ?? 'empty'];
  return scriptedModel([], { id: 'malformed-model', ...options, otherwise });
}
