import type { WorldSnapshot } from '@planweave/tactical-domain';

/** The threshold that the original's type has by default. */
export const originalThreshold = 0.85;

const stopWords = new Set(
  (
    'the a an and or but in on at to for of with by from as is was are were been be have has had do does did will would could should may might must can ' +
    'this that these those it its they them their you your we our not no if then than so such only also into over under out up down all any each'
  ).split(' '),
);

/**
 * The words that the original system's cache compares prompts by: small letters, cut at blanks and punctuation, without
 * stop words and without anything of one or two characters. Its prompt lists the tools and then prints the world.
 */
export function originalWords(world: WorldSnapshot, tools: readonly string[]): ReadonlySet<string> {
  const prompt = `You plan for a companion. Turn the snapshot into a legal plan. Use only allowed tools.\n${tools.map((name) => `- ${name}`).join('\n')}\n${JSON.stringify(world, undefined, 2)}`;
  return new Set(
    prompt
      .toLowerCase()
      .split(/[\s!-/:-@[-`{-~]+/)
      .filter((word) => word.length > 2 && !stopWords.has(word)),
  );
}

/** The share of words that two prompts have in common; the original never asks about anything else. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  const all = a.size + b.size - common;
  return all === 0 ? 1 : common / all;
}
