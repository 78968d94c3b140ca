import type { PromptSection } from '@planweave/core-types';
import { cleanText } from '../data/clean-text.ts';
import { cutText } from '../data/cut-text.ts';

/** The sections of a domain on their way into a prompt. */
export interface WorldParts {
  readonly parts: readonly PromptSection[];
  /** The names of those that lost their end. */
  readonly shortened: readonly string[];
}

const none: readonly never[] = Object.freeze([]);

/** Sections, the least changeable first and otherwise in the domain's order, cut to the bound; empty ones are left out. */
export function worldParts(sections: readonly PromptSection[], maxCharacters: number): WorldParts {
  if (areReady(sections, maxCharacters)) return { parts: sections, shortened: none };
  const wanted = sections.filter(({ text }) => text !== '').toSorted((a, b) => rankOf(a) - rankOf(b));
  return {
    parts: wanted.map((section) => ({ ...section, text: cutText(section.text, maxCharacters) })),
    shortened: wanted.flatMap(({ name, text }) => (text.length > maxCharacters ? name : [])),
  };
}

/** The same parts with their texts cleaned; those of which nothing is left are left out. */
export function cleanParts(parts: readonly PromptSection[]): readonly PromptSection[] {
  return parts.map((part) => ({ ...part, text: cleanText(part.text) })).filter(({ text }) => text !== '');
}

/** Whether there is nothing to do, as for most worlds of most domains. */
function areReady(sections: readonly PromptSection[], maxCharacters: number): boolean {
  let last = 0;
  for (let index = 0; index < sections.length; index += 1) {
    const section = sections[index] as PromptSection;
    const rank = rankOf(section);
    if (rank < last || section.text === '' || section.text.length > maxCharacters) return false;
    last = rank;
  }
  return true;
}

function rankOf({ changes }: PromptSection): number {
  return changes === 'never' ? 0 : changes === 'rarely' ? 1 : 2;
}
