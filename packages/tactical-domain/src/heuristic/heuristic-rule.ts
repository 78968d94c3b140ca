import { z } from 'zod';

const cells = z.number().min(0).max(1000);

/** What can be asked about a situation; see {@link HeuristicCondition}. */
const condition = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('always') }),
  z.strictObject({ is: z.literal('hp-below'), hp: z.number() }),
  z.strictObject({ is: z.literal('ammo-below'), rounds: z.number() }),
  z.strictObject({ is: z.literal('morale-below'), ratio: z.number().min(0).max(1) }),
  z.strictObject({ is: z.literal('enemy-known') }),
  z.strictObject({ is: z.literal('enemy-within'), cells }),
  z.strictObject({ is: z.literal('no-enemy-within'), cells }),
  z.strictObject({ is: z.literal('enemy-in-sight'), cells }),
  z.strictObject({ is: z.literal('somebody-down'), cells }),
  z.strictObject({ is: z.literal('player-beyond'), cells }),
  z.strictObject({ is: z.literal('poi-known') }),
  z.strictObject({ is: z.literal('objective-mentions'), words: z.array(z.string().min(1).max(64)).min(1).max(32) }),
]);

/** What can be done about it; see {@link HeuristicAction}. */
const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('heal') }),
  z.strictObject({ do: z.literal('reload') }),
  z.strictObject({ do: z.literal('strike') }),
  z.strictObject({ do: z.literal('shoot') }),
  z.strictObject({ do: z.literal('smoke') }),
  z.strictObject({ do: z.literal('take-cover') }),
  z.strictObject({ do: z.literal('retreat'), cells }),
  z.strictObject({ do: z.literal('close-in'), cells }),
  z.strictObject({ do: z.literal('help') }),
  z.strictObject({ do: z.literal('go-to-goal') }),
  z.strictObject({ do: z.literal('follow-player'), cells }),
  z.strictObject({ do: z.literal('patrol') }),
  z.strictObject({ do: z.literal('scan'), radius: z.number().gt(0).max(100) }),
  z.strictObject({ do: z.literal('wait'), seconds: z.number().gt(0).max(60) }),
]);

/** The form of a rule, for rules that come from files. */
export const heuristicRuleSchema = z.strictObject({
  name: z.string().min(1).max(64),
  when: z.array(condition).min(1).max(16),
  do: z.array(action).min(1).max(8),
  because: z.string().min(1).max(200),
});

/**
 * Something that holds or not: distances in cells as the crow flies, hit points and rounds as they are, morale from 0
 * to 1. A value that is unknown is below nothing. `objective-mentions` looks for any of the words, in any case.
 */
export type HeuristicCondition = z.infer<typeof condition>;

/**
 * Something to do, by whatever tool there is for it. `help` goes to whoever is down nearby and revives him, `go-to-goal`
 * walks to the point of interest that the objective speaks of (or the nearest), `patrol` goes round the points.
 */
export type HeuristicAction = z.infer<typeof action>;

/** One rule of the heuristic: plain data, so that it can come from a file. */
export interface HeuristicRule {
  /** A short name, which begins the explanation: `'melee'`. */
  readonly name: string;
  /** All of these must hold. */
  readonly when: readonly HeuristicCondition[];
  /** Tried in order; what is not legal is left out. The rule applies when something is left. */
  readonly do: readonly HeuristicAction[];
  /** Why, for people; `{enemy}`, `{distance}`, `{hp}`, `{ammo}`, `{down}` and `{goal}` are filled in. */
  readonly because: string;
}
