import { shortValue, type PromptSection } from '@planweave/core-types';
import { tagsOf } from '../data/tags.ts';

/** The tag of past plans. */
const reserved = tagsOf('history').open;

/**
 * What a domain gives as its sections, once it is known to be some: a list of them, each with a name of its own.
 *
 * @throws `TypeError` that says what the domain gave instead.
 */
export function checkSections(given: unknown): readonly PromptSection[] {
  if (!Array.isArray(given)) throw wrong('a list of sections', given);
  const sections: readonly unknown[] = given;
  const tags: string[] = [];
  for (let index = 0; index < sections.length; index += 1) {
    const section = sections[index];
    if (!isSection(section)) throw wrong('sections { name, text, changes, priority }', section);
    const tag = tagsOf(section.name).open;
    if (section.name === '' || tag === reserved || tags.includes(tag)) throw wrong('sections with a name each that no other has and that is not "history"', section.name);
    tags.push(tag);
  }
  return given as readonly PromptSection[];
}

function isSection(given: unknown): given is PromptSection {
  if (typeof given !== 'object' || given === null) return false;
  const { name, text, changes, priority } = given as Readonly<Record<string, unknown>>;
  const isFrequency = changes === 'often' || changes === 'rarely' || changes === 'never';
  return isFrequency && typeof name === 'string' && typeof text === 'string' && typeof priority === 'number';
}

function wrong(expectation: string, given: unknown): TypeError {
  return new TypeError(`describe must give ${expectation}, but gave ${shortValue(given)}`);
}
