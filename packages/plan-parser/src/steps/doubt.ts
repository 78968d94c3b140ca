/**
 * Why a step has two readings before anybody looks at its tool.
 *
 * - `repeated-key`: an object in it has a key twice.
 * - `wrong-number`: steps are numbered, and it stands in another place than its number says.
 */
export type Doubt = 'repeated-key' | 'wrong-number';

/** The same in words. */
export const doubtWords: Readonly<Record<Doubt, { readonly expected: string; readonly received: string; readonly problem: string }>> = {
  'repeated-key': { expected: 'each key once', received: 'a key twice', problem: 'it gives a key twice; give each key once' },
  'wrong-number': { expected: 'steps in the order of their numbers', received: 'another order', problem: 'its number and its place say different things; write the steps as a list' },
};
