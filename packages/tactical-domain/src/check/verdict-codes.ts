/**
 * Why a step is not legal: every code that `check` of this domain gives, with one sentence. Codes keep their meaning;
 * programs branch on them, people read the verdict's `problem`.
 *
 * @example
 * ```ts
 * import { verdictCodes } from '@planweave/tactical-domain';
 *
 * verdictCodes.cooldown; //=> 'The tool was used too recently; waiting makes it ready.'
 * ```
 */
export const verdictCodes = {
  'unknown-tool': 'No tool of this domain has that exact name.',
  'bad-argument': 'An argument is missing, of the wrong type or outside its range.',
  'too-many-steps': 'The plan is longer than plans may be.',
  cooldown: 'The tool was used too recently; waiting makes it ready.',
  'no-target': 'Nobody and nothing has the id.',
  'wrong-target': 'The target is of a kind that the tool does not work on.',
  'target-down': 'The target is dead or down.',
  'not-needed': 'It would change nothing: the target is up, the magazine is full.',
  'out-of-bounds': 'The cell is outside the world.',
  blocked: 'The cell is an obstacle.',
  'no-path': 'There is no way to walk there.',
  'no-cover': 'The cell does not cover, or no cover is near.',
  'out-of-range': 'The target is too far away.',
  'no-line-of-sight': 'The target cannot be seen from here.',
  'no-ammo': 'The magazine is empty.',
  'no-item': 'The item is not in the inventory.',
  'no-charge': 'The ability has no charge left.',
  'no-stamina': 'Too tired; waiting restores breath.',
  'no-allies': 'No comrade is up.',
  'no-threat': 'No living enemy is in sight.',
  'duplicate-request': 'The plan already has a request with that id.',
} as const;

/** One of {@link verdictCodes}. */
export type VerdictCode = keyof typeof verdictCodes;
