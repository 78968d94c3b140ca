import type { PromptSection } from '@planweave/core-types';
import { cleanText } from '../data/clean-text.ts';
import { cutText } from '../data/cut-text.ts';

/** A section of the domain on its way into a prompt. */
export interface WorldPart {
  readonly name: string;
  readonly text: string;
  readonly changes: PromptSection['changes'];
  readonly priority: number;
  readonly isShortened: boolean;
}

const orders: readonly PromptSection['changes'][] = ['never', 'rarely', 'often'];

/** Sections, the least changeable first and otherwise in the domain's order, cut to the bound; empty ones are left out. */
export function worldParts(sections: readonly PromptSection[], maxCharacters: number): readonly WorldPart[] {
  const parts: WorldPart[] = [];
  for (const wanted of orders) {
    for (const { name, text, changes, priority } of sections) {
      if (changes !== wanted || text === '') continue;
      parts.push({ name, text: cutText(text, maxCharacters), changes, priority, isShortened: text.length > maxCharacters });
    }
  }
  return parts;
}

/** The same parts with their texts cleaned; those of which nothing is left are left out. */
export function cleanParts(parts: readonly WorldPart[]): readonly WorldPart[] {
  return parts.map((part) => ({ ...part, text: cleanText(part.text) })).filter(({ text }) => text !== '');
}
