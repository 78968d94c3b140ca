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
  const sections = history.length === 0 ? parts : withHistory(parts, history);
  const marks = marksAround(sections);
  let text = '';
  for (let index = 0; index < sections.length; index += 1) text += (marks[index] as string) + (sections[index] as Tagged).text;
  return text + (marks[sections.length] as string) + request;
}

type Tagged = Pick<PromptSection, 'name' | 'text'>;

function withHistory(parts: readonly PromptSection[], history: readonly string[]): readonly Tagged[] {
  const firstOften = parts.findIndex(({ changes }) => changes === 'often');
  const place = firstOften < 0 ? parts.length : firstOften;
  return [...parts.slice(0, place), { name: 'history', text: history.join('\n') }, ...parts.slice(place)];
}

/** The sections asked for last, by name. Prompts of a game mostly have the same. */
let names: readonly string[] = [];
let marks: readonly string[] = [''];

/** What stands before each section and after the last: the end of the one before, and the beginning of the next. */
function marksAround(sections: readonly Tagged[]): readonly string[] {
  let areKnown = sections.length === names.length;
  for (let index = 0; areKnown && index < sections.length; index += 1) areKnown = (sections[index] as Tagged).name === names[index];
  if (!areKnown) {
    names = sections.map(({ name }) => name);
    const tags = names.map(tagsOf);
    marks = [...tags.map(({ open }, index) => (tags[index - 1]?.close ?? '') + open), tags.at(-1)?.close ?? ''];
  }
  return marks;
}
