import { deepFreeze } from '@planweave/core-types';
import type { HeuristicRule } from './heuristic-rule.ts';

/**
 * The rules behind `fallback`: the first whose conditions hold and that yields a legal step makes the plan. They are
 * plain data; take them apart, reorder them, add your own, and hand them to `createTacticalDomain({ rules })`.
 *
 * @example
 * ```ts
 * import { createTacticalDomain, defaultRules } from '@planweave/tactical-domain';
 *
 * const pacifist = createTacticalDomain({ rules: defaultRules.filter(({ do: actions }) => !actions.some((each) => each.do === 'shoot')) });
 * pacifist.name; //=> 'tactical'
 * ```
 */
export const defaultRules: readonly HeuristicRule[] = deepFreeze([
  {
    name: 'rescue',
    when: [{ is: 'somebody-down', cells: 15 }, { is: 'no-enemy-within', cells: 5 }],
    do: [{ do: 'help' }, { do: 'help' }],
    because: '{down} is down and no enemy is close',
  },
  {
    name: 'escape',
    when: [{ is: 'hp-below', hp: 35 }, { is: 'enemy-within', cells: 10 }],
    do: [{ do: 'smoke' }, { do: 'retreat', cells: 15 }, { do: 'heal' }],
    because: 'only {hp} hp left with enemy {enemy} {distance} cells away',
  },
  {
    name: 'heal',
    when: [{ is: 'hp-below', hp: 50 }, { is: 'no-enemy-within', cells: 2 }],
    do: [{ do: 'take-cover' }, { do: 'heal' }],
    because: 'only {hp} hp left',
  },
  {
    name: 'break-off',
    when: [{ is: 'morale-below', ratio: 0.3 }, { is: 'enemy-within', cells: 15 }],
    do: [{ do: 'retreat', cells: 20 }, { do: 'take-cover' }],
    because: 'morale is broken and enemy {enemy} is {distance} cells away',
  },
  {
    name: 'melee',
    when: [{ is: 'enemy-in-sight', cells: 2 }],
    do: [{ do: 'strike' }, { do: 'strike' }],
    because: 'enemy {enemy} is within reach',
  },
  {
    name: 'reload',
    when: [{ is: 'ammo-below', rounds: 1 }, { is: 'enemy-known' }],
    do: [{ do: 'take-cover' }, { do: 'reload' }],
    because: 'the magazine is empty and enemy {enemy} is about',
  },
  {
    name: 'hide',
    when: [
      { is: 'objective-mentions', words: ['unseen', 'stealth', 'undetected', 'silent', 'sneak', 'infiltrat'] },
      { is: 'enemy-in-sight', cells: 12 },
    ],
    do: [{ do: 'take-cover' }, { do: 'wait', seconds: 2 }],
    because: 'the objective asks for stealth and enemy {enemy} is in sight',
  },
  {
    name: 'sneak',
    when: [{ is: 'objective-mentions', words: ['unseen', 'stealth', 'undetected', 'silent', 'sneak', 'infiltrat'] }],
    do: [{ do: 'go-to-goal' }, { do: 'take-cover' }],
    because: 'the objective asks for stealth and no enemy is in sight: on to {goal}',
  },
  {
    name: 'fight',
    when: [{ is: 'enemy-in-sight', cells: 20 }],
    do: [{ do: 'shoot' }, { do: 'take-cover' }],
    because: 'enemy {enemy} is in sight, {distance} cells away',
  },
  {
    name: 'hunt',
    when: [
      { is: 'enemy-known' },
      { is: 'objective-mentions', words: ['clear', 'hostile', 'eliminate', 'kill', 'attack', 'hunt', 'defeat', 'destroy'] },
    ],
    do: [{ do: 'close-in', cells: 15 }, { do: 'shoot' }, { do: 'take-cover' }],
    because: 'the objective is to fight and enemy {enemy} is {distance} cells away',
  },
  {
    name: 'goal',
    when: [{ is: 'poi-known' }, { is: 'objective-mentions', words: ['extract', 'reach', 'exit', 'escape', 'get to', 'go to', 'bring', 'fetch', 'collect'] }],
    do: [{ do: 'go-to-goal' }],
    because: 'the objective leads to {goal}',
  },
  {
    name: 'caution',
    when: [{ is: 'enemy-known' }],
    do: [{ do: 'take-cover' }, { do: 'scan', radius: 20 }],
    because: 'enemy {enemy} is known to be {distance} cells away',
  },
  {
    name: 'regroup',
    when: [{ is: 'player-beyond', cells: 12 }],
    do: [{ do: 'follow-player', cells: 4 }],
    because: 'the player is far away',
  },
  { name: 'patrol', when: [{ is: 'poi-known' }], do: [{ do: 'patrol' }], because: 'it is quiet' },
  { name: 'look', when: [{ is: 'always' }], do: [{ do: 'scan', radius: 10 }], because: 'there is nothing better to do' },
  { name: 'wait', when: [{ is: 'always' }], do: [{ do: 'wait', seconds: 1 }], because: 'there is nothing better to do' },
] satisfies readonly HeuristicRule[]);
