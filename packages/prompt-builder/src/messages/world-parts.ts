import type { PromptSection } from '@planweave/core-types';
import { cleanText } from '../data/clean-text.ts';
import { cutText } from '../data/cut-text.ts';
import { tagged } from '../data/tagged.ts';

/** A section of the domain, ready to stand in a prompt. */
export interface WorldPart {
  readonly name: string;
  /** Between its tags. */
  readonly text: string;
  readonly changes: PromptSection['changes'];
  readonly priority: number;
  readonly isShortened: boolean;
}

const orders: readonly PromptSection['changes'][] = ['never', 'rarely', 'often'];

/** Sections as data, the least changeable first and otherwise in the domain's order; empty ones are left out. */
export function worldParts(sections: readonly PromptSection[], maxCharacters: number): WorldPart[] {
  const parts: WorldPart[] = [];
  for (const changes of orders) {
    for (const section of sections) {
      if (section.changes !== changes) continue;
      const { name, text, priority } = section;
      const cleaned = cleanText(cutText(text, maxCharacters));
      if (cleaned !== '') parts.push({ name, text: tagged(name, cleaned), changes, priority, isShortened: text.length > maxCharacters });
    }
  }
  return parts;
}
