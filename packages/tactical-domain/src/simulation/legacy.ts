import type { IllegalStep, PlanStep } from '@planweave/core-types';
import { refuse } from '../check/refuse.ts';
import { throwSmoke } from '../tools/defensive.ts';
import { revive, throwItem } from '../tools/legacy.ts';
import { throwExplosive } from '../tools/offensive.ts';
import { playerId } from '../world/world-snapshot.ts';
import { spreadSmoke } from './defensive.ts';
import { explode } from './offensive.ts';
import { reach } from './reach.ts';
import { needsReady, needsReach, positionOf } from './requirements.ts';
import type { Simulation } from './simulation.ts';
import { toolRule } from './tool-rule.ts';

const revivedHp = 20;

export const legacyRules = [
  toolRule(throwItem, (simulation, step) => {
    const [tool, effect] = step.item === 'smoke' ? ([throwSmoke, spreadSmoke] as const) : ([throwExplosive, explode] as const);
    const seconds = needsReady(simulation, step, tool.name) ?? effect(simulation, step, step);
    if (typeof seconds === 'number') simulation.startCooldown(tool.name, tool.cooldownSeconds);
    return seconds;
  }),
  toolRule(revive, (simulation, step) => {
    const refusal = needsSomebodyDown(simulation, step);
    if (refusal !== undefined) return refusal;
    const id = step.ally_id;
    if (id === playerId) simulation.playerHp = Math.max(simulation.playerHp, revivedHp);
    else simulation.allies.setHp(id, Math.max(revivedHp, simulation.allies.find(id)?.hp ?? 0));
    return 4;
  }),
];

function needsSomebodyDown(simulation: Simulation, step: PlanStep & { readonly ally_id: number }): IllegalStep | undefined {
  const id = step.ally_id;
  const hp = id === playerId ? simulation.playerHp : simulation.allies.find(id)?.hp;
  const { targets } = simulation.constraints;
  if (hp === undefined) {
    if (!targets) return undefined;
    return positionOf(simulation, id) === undefined
      ? refuse('no-target', `Revive: nobody has the id ${id}`, { argument: 'ally_id' })
      : refuse('wrong-target', `Revive: ${id} is no comrade`, { argument: 'ally_id' });
  }
  if (targets && hp > 0) return refuse('not-needed', `Revive: ${id} is up, with ${hp} hp`, { argument: 'ally_id' });
  return needsReach(simulation, step, positionOf(simulation, id) ?? simulation.pos, reach.touch, 'ally_id');
}
