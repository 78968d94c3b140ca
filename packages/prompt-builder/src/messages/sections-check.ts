import { shortValue, type PromptSection } from '@planweave/core-types';
import { tagsOf } from '../data/tags.ts';

/** The tag of past plans. */
const reserved = tagsOf('history').open;

/**
 * A check of what one domain gives as its sections: a list of them, each with a name of its own. Domains give the same names
 * again and again, so those that were in order last time are not looked at further.
 *
 * @returns The check, which gives back what it was given. It throws a `TypeError` that says what the domain gave instead.
 */
export function sectionsCheck(): (given: unknown) => readonly PromptSection[] {
  let known: readonly string[] = [];
  return (given) => {
    if (!Array.isArray(given)) throw wrong('a list of sections', given);
    const sections: readonly unknown[] = given;
    let areKnown = true;
    for (let index = 0; index < sections.length; index += 1) {
      const section = sections[index];
      if (!isSection(section)) throw wrong('sections { name, text, changes, priority }', section);
      areKnown &&= section.name === known[index];
    }
    if (!areKnown) known = checkNames(given as readonly PromptSection[]);
    return given as readonly PromptSection[];
  };
}

function isSection(given: unknown): given is PromptSection {
  if (typeof given !== 'object' || given === null) return false;
  const { name, text, changes, priority } = given as Readonly<Record<string, unknown>>;
  const isFrequency = changes === 'often' || changes === 'rarely' || changes === 'never';
  return isFrequency && typeof name === 'string' && typeof text === 'string' && typeof priority === 'number';
}

/** Names that differ may have one tag: `a b` and `a-b`. */
function checkNames(sections: readonly PromptSection[]): readonly string[] {
  const tags = new Set([reserved]);
  for (const { name } of sections) {
    const tag = tagsOf(name).open;
    if (name === '' || tags.has(tag)) throw wrong('sections with a name each that no other has and that is not "history"', name);
    tags.add(tag);
  }
  return sections.map(({ name }) => name);
}

function wrong(expectation: string, given: unknown): TypeError {
  return new TypeError(`describe must give ${expectation}, but gave ${shortValue(given)}`);
}
