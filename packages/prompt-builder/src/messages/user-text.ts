import { tagged } from '../data/tagged.ts';
import type { WorldPart } from './world-parts.ts';

/** What a user message is made from. */
export interface UserParts {
  /** In the order of `worldParts`. */
  readonly parts: readonly WorldPart[];
  readonly history: readonly string[];
}

/**
 * The user message: what never or rarely changes, past plans, what often changes, and the request; each kind of data
 * between tags of its own.
 */
export function userText({ parts, history }: UserParts, request: string): string {
  let setting = '';
  let now = '';
  for (const { name, text, changes } of parts) {
    if (changes === 'often') now += tagged(name, text);
    else setting += tagged(name, text);
  }
  return `${setting}${history.length === 0 ? '' : tagged('history', history.join('\n'))}${now}${request}`;
}
