import { callReinforcements, coordinateAttack, distract, markTarget, regroup, requestCover, setAmbush } from '../tools/tactical.ts';
import { walkingDistance } from '../grid/distance.ts';
import { needsCover } from './movement.ts';
import { needsAllies, needsEnemy, needsItem, needsWay, positionOf } from './requirements.ts';
import { reach } from './reach.ts';
import type { Simulation } from './simulation.ts';
import { toolRule } from './tool-rule.ts';

export const tacticalRules = [
  toolRule(callReinforcements, (simulation, step) => {
    const refusal = needsItem(simulation, step, 'command_point', 'count', step.count);
    if (refusal !== undefined) return refusal;
    simulation.items.add('command_point', -step.count);
    for (let arrived = 0; arrived < step.count; arrived += 1) {
      simulation.allies.put({ id: freeId(simulation), pos: simulation.pos, hp: 100 });
    }
    return 2;
  }),
  toolRule(markTarget, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.sight);
    if (refusal !== undefined) return refusal;
    simulation.note('marked', 10, { on: step.target_id });
    return 0.5;
  }),
  toolRule(requestCover, (simulation, step) => {
    const refusal = needsAllies(simulation, step);
    if (refusal !== undefined) return refusal;
    for (const enemy of simulation.enemies.members) {
      if (enemy.hp > 0 && simulation.isSeen(simulation.pos, enemy.pos)) simulation.note('suppressed', step.duration, { on: enemy.id });
    }
    return 0.5;
  }),
  toolRule(coordinateAttack, (simulation, step) => {
    const refusal = needsAllies(simulation, step) ?? needsEnemy(simulation, step, reach.sight);
    if (refusal !== undefined) return refusal;
    simulation.hurt(step.target_id, 30);
    return 2;
  }),
  toolRule(setAmbush, (simulation, step) => {
    const { position } = step;
    const refusal = needsWay(simulation, step, simulation.pos, position, 'position') ?? needsCover(simulation, step, position);
    if (refusal !== undefined) return refusal;
    const seconds = walkingDistance(simulation.pos, position) / 2 + 1;
    simulation.moveTo(position);
    simulation.note('in-ambush', Infinity);
    return seconds;
  }),
  toolRule(distract, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.sight);
    if (refusal !== undefined) return refusal;
    simulation.note('distracted', 5, { on: step.target_id });
    return 1;
  }),
  toolRule(regroup, (simulation, step) => {
    const { x, y } = step.rally_point;
    const refusal = needsAllies(simulation, step) ?? needsWay(simulation, step, simulation.pos, step.rally_point, 'rally_point');
    if (refusal !== undefined) return refusal;
    const seconds = walkingDistance(simulation.pos, step.rally_point) / 4;
    simulation.moveTo(step.rally_point);
    const { allies } = simulation;
    for (const ally of allies.members) if (ally.hp > 0) allies.put({ ...ally, pos: { x, y } });
    return seconds;
  }),
];

/** The lowest id that nobody has. */
function freeId(simulation: Simulation): number {
  let id = 1;
  while (positionOf(simulation, id) !== undefined) id += 1;
  return id;
}
