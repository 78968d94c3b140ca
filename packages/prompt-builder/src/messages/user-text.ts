import type { PromptSection } from '@planweave/core-types';
import { tagsOf } from '../data/tags.ts';

/** What a user message is made from. */
export interface UserParts {
  /** In the order of `worldParts`. */
  readonly parts: readonly PromptSection[];
  readonly history: readonly string[];
}

/**
 * The user message: what never or rarely changes, past plans, what often changes, and the request; each kind of data
 * between tags of its own.
 */
export function userText({ parts, history }: UserParts, request: string): string {
  let text = '';
  let place = 0;
  for (; place < parts.length && parts[place]?.changes !== 'often'; place += 1) text += tagged(parts[place] as PromptSection);
  if (history.length > 0) text += tagged({ name: 'history', text: history.join('\n') });
  for (; place < parts.length; place += 1) text += tagged(parts[place] as PromptSection);
  return text + request;
}

function tagged({ name, text }: Pick<PromptSection, 'name' | 'text'>): string {
  const { open, close } = tagsOf(name);
  return open + text + close;
}
