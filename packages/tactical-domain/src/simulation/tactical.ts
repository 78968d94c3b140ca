import { callReinforcements, coordinateAttack, distract, markTarget, regroup, requestCover, setAmbush } from '../tools/tactical.ts';
import { walkingDistance } from '../grid/distance.ts';
import { needsCover } from './movement.ts';
import { needsAllies, needsEnemy, needsItem, needsWay } from './requirements.ts';
import { sightRange } from './simulation.ts';
import { toolRule } from './tool-rule.ts';

/** Ids of comrades who arrive within a plan; above all that a world may use. */
const firstArrival = 4_294_967_296;

export const tacticalRules = [
  toolRule(callReinforcements, (simulation, step) => {
    const refusal = needsItem(simulation, step, 'command_point', 'count', step.count);
    if (refusal !== undefined) return refusal;
    simulation.items.add('command_point', -step.count);
    const { allies } = simulation;
    for (let arrived = 0; arrived < step.count; arrived += 1) {
      allies.add({ id: firstArrival + allies.members.length, pos: simulation.pos, hp: 100 });
    }
    return 2;
  }),
  toolRule(markTarget, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, sightRange);
    if (refusal !== undefined) return refusal;
    simulation.addStatus('marked', step.target_id, 10);
    return 0.5;
  }),
  toolRule(requestCover, (simulation, step) => {
    const refusal = needsAllies(simulation, step);
    if (refusal !== undefined) return refusal;
    for (const enemy of simulation.enemies.members) {
      if (enemy.hp > 0 && simulation.isSeen(simulation.pos, enemy.pos)) simulation.addStatus('suppressed', enemy.id, step.duration);
    }
    return 0.5;
  }),
  toolRule(coordinateAttack, (simulation, step) => {
    const refusal = needsAllies(simulation, step) ?? needsEnemy(simulation, step, sightRange);
    if (refusal !== undefined) return refusal;
    simulation.enemies.hurt(step.target_id, 30);
    return 2;
  }),
  toolRule(setAmbush, (simulation, step) => {
    const { position } = step;
    const refusal = needsWay(simulation, step, simulation.pos, position, 'position') ?? needsCover(simulation, step, position);
    if (refusal !== undefined) return refusal;
    const seconds = walkingDistance(simulation.pos, position) / 2 + 1;
    simulation.moveTo({ x: position.x, y: position.y });
    simulation.addStatus('in-ambush', undefined, Infinity);
    return seconds;
  }),
  toolRule(distract, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, sightRange);
    if (refusal !== undefined) return refusal;
    simulation.addStatus('distracted', step.target_id, 5);
    return 1;
  }),
  toolRule(regroup, (simulation, step) => {
    const { x, y } = step.rally_point;
    const refusal = needsAllies(simulation, step) ?? needsWay(simulation, step, simulation.pos, step.rally_point, 'rally_point');
    if (refusal !== undefined) return refusal;
    const seconds = walkingDistance(simulation.pos, step.rally_point) / 4;
    simulation.moveTo({ x, y });
    const { allies } = simulation;
    for (const ally of allies.members) if (ally.hp > 0) allies.change(ally.id, (each) => ({ ...each, pos: { x, y } }));
    return seconds;
  }),
];
