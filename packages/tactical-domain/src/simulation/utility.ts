import { refuse } from '../check/refuse.ts';
import { squaredDistance } from '../grid/distance.ts';
import { interact, scan, taunt, useAbility, wait } from '../tools/utility.ts';
import { needsCharge, needsEnemy, needsReach, positionOf } from './requirements.ts';
import { reach } from './reach.ts';
import { toolRule } from './tool-rule.ts';

/** Stamina that comes back while waiting, in percent a second. */
const restPerSecond = 10;

export const utilityRules = [
  toolRule(scan, (simulation, step) => {
    const { enemies, pos } = simulation;
    for (const enemy of enemies.members) {
      if (enemy.lastSeenSeconds > 0 && squaredDistance(enemy.pos, pos) <= step.radius ** 2 && simulation.isSeen(pos, enemy.pos)) {
        enemies.put({ ...enemy, lastSeenSeconds: 0 });
      }
    }
    return 1;
  }),
  toolRule(wait, (simulation, step) => {
    simulation.rest(Math.floor(step.duration * restPerSecond));
    return step.duration;
  }),
  toolRule(interact, (simulation, step) => {
    const id = step.target_id;
    const point = simulation.world.pois.find((each) => each.id === id);
    if (point === undefined) {
      if (!simulation.constraints.targets) return 1;
      return positionOf(simulation, id) === undefined
        ? refuse('no-target', `Interact: no point of interest has the id ${id}`, { argument: 'target_id' })
        : refuse('wrong-target', `Interact: ${id} is not a point of interest`, { argument: 'target_id' });
    }
    if (simulation.constraints.targets && simulation.isPointUsed(id)) {
      return refuse('not-needed', `Interact: ${id} has been used already`, { argument: 'target_id' });
    }
    const refusal = needsReach(simulation, step, point.pos, reach.touch, 'target_id');
    if (refusal !== undefined) return refusal;
    simulation.usePoint(id);
    if (point.k === 'ammo_cache') simulation.items.add('ammo', 30);
    if (point.k === 'health_pack') simulation.items.add('medkit', 1);
    return 1;
  }),
  toolRule(useAbility, (simulation, step) => {
    const refusal = needsCharge(simulation, step, step.ability_name, 'ability_name');
    if (refusal !== undefined) return refusal;
    simulation.charges.add(step.ability_name, -1);
    simulation.note('ability-active', 5, { detail: step.ability_name });
    return 1;
  }),
  toolRule(taunt, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.sight);
    if (refusal !== undefined) return refusal;
    simulation.note('taunted', 5, { on: step.target_id });
    return 1;
  }),
];
