import type { WorldSnapshot } from '@planweave/tactical-domain';
import { skirmishes } from '../worlds/skirmish.ts';

/** Worlds that nobody has seen, made before they are needed so that making them is not timed. */
export interface NewWorlds {
  /** Makes the worlds of the next turns. */
  readonly prepare: (firstTurn: number, turns: number) => void;
  /** The world of a turn. */
  one(turn: number): WorldSnapshot;
  /** The worlds of a turn, if it has several. */
  all(turn: number): readonly WorldSnapshot[];
}

/** New worlds with so many enemies, so many for each turn, beginning with a variant. */
export function newWorlds(enemies: number, perTurn = 1, firstVariant = 0): NewWorlds {
  let made: readonly WorldSnapshot[] = [];
  let first = 0;
  return {
    prepare(firstTurn, turns) {
      first = firstTurn;
      made = skirmishes(enemies, turns * perTurn, firstVariant + firstTurn * perTurn);
    },
    one: (turn) => made[(turn - first) * perTurn]!,
    all: (turn) => made.slice((turn - first) * perTurn, (turn - first + 1) * perTurn),
  };
}
