import { moraleSteps } from '../world/quantise.ts';
import type { HeuristicCondition } from './heuristic-rule.ts';
import type { Situation } from './situation.ts';

/** Whether a condition holds. */
export function holds(condition: HeuristicCondition, situation: Situation): boolean {
  const { simulation } = situation;
  const { world } = simulation;
  switch (condition.is) {
    case 'always':
      return true;
    case 'hp-below':
      return simulation.hp !== undefined && simulation.hp < condition.hp;
    case 'ammo-below':
      return simulation.ammo < condition.rounds;
    case 'morale-below':
      return moraleSteps(world.me.morale) / 20 < condition.ratio;
    case 'enemy-known':
      return situation.enemy !== undefined;
    case 'enemy-within':
      return situation.distanceTo(situation.enemy) <= condition.cells;
    case 'no-enemy-within':
      return situation.distanceTo(situation.enemy) > condition.cells;
    case 'enemy-in-sight':
      return situation.distanceTo(situation.enemyInSight) <= condition.cells;
    case 'somebody-down':
      return situation.distanceTo(situation.casualty) <= condition.cells;
    case 'player-beyond':
      return situation.distanceTo(world.player) > condition.cells;
    case 'poi-known':
      return world.pois.length > 0;
    case 'objective-mentions': {
      const objective = world.objective?.toLowerCase() ?? '';
      return condition.words.some((word) => objective.includes(word.toLowerCase()));
    }
  }
}
