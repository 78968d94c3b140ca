import { tagged } from '../data/tagged.ts';
import type { WorldPart } from './world-parts.ts';

/** What a user message is made from. */
export interface UserParts {
  readonly parts: readonly WorldPart[];
  readonly history: readonly string[];
}

/**
 * The user message: what changes rarely, past plans, what changes often, and the request. The parts come in that order
 * already; see `worldParts`.
 */
export function userText({ parts, history }: UserParts, request: string): string {
  let setting = '';
  let now = '';
  for (const { text, changes } of parts) {
    if (changes === 'often') now = now === '' ? text : `${now}\n${text}`;
    else setting = setting === '' ? text : `${setting}\n${text}`;
  }
  return `${tagged('setting', setting)}${tagged('history', history.join('\n'))}${tagged('now', now)}${request}`;
}
