import type { IllegalStep, PlanStep } from '@planweave/core-types';
import { refuse } from '../check/refuse.ts';
import { squaredDistance } from '../grid/distance.ts';
import { block, dodge, heal, parry, throwSmoke, useDefensiveAbility } from '../tools/defensive.ts';
import { playerId, type Cell } from '../world/world-snapshot.ts';
import { needsThrow } from './offensive.ts';
import { reach } from './reach.ts';
import { needsCharge, needsItem, needsReach, needsStamina, needsThreat } from './requirements.ts';
import type { Simulation } from './simulation.ts';
import { toolRule } from './tool-rule.ts';

const dodgeStamina = 15;
const healedHp = 20;
/** Healing stops here; whoever has more keeps it. */
const fullHp = 100;

export const defensiveRules = [
  toolRule(block, (simulation, step) => needsThreat(simulation, step) ?? guard(simulation, 'blocking', 1)),
  toolRule(dodge, (simulation, step) => {
    const refusal = needsThreat(simulation, step) ?? needsStamina(simulation, step, dodgeStamina);
    if (refusal !== undefined) return refusal;
    simulation.tire(dodgeStamina);
    return guard(simulation, 'dodging', 0.5);
  }),
  toolRule(parry, (simulation, step) => {
    const nearest = simulation.enemies.nearest(simulation.pos);
    const isNear = nearest !== undefined && squaredDistance(nearest.pos, simulation.pos) <= reach.touch ** 2;
    if (simulation.constraints.threat && !isNear) return refuse('no-threat', `${step.act}: no living enemy is within ${reach.touch} cells`);
    if (nearest !== undefined) simulation.note('stunned', 2, { on: nearest.id });
    return 0.5;
  }),
  toolRule(throwSmoke, (simulation, step) => spreadSmoke(simulation, step, step)),
  toolRule(heal, (simulation, step) => {
    const refusal = needsPatient(simulation, step) ?? needsItem(simulation, step, 'medkit');
    if (refusal !== undefined) return refusal;
    simulation.items.add('medkit', -1);
    giveHp(simulation, step.target_id);
    return 3;
  }),
  toolRule(useDefensiveAbility, (simulation, step) => {
    const refusal = needsCharge(simulation, step, step.ability_name, 'ability_name');
    if (refusal !== undefined) return refusal;
    simulation.charges.add(step.ability_name, -1);
    simulation.note('protected', 5, { detail: step.ability_name });
    return 1;
  }),
];

/** Throws a smoke grenade. */
export function spreadSmoke(simulation: Simulation, step: PlanStep, cell: Cell): IllegalStep | number {
  const refusal = needsThrow(simulation, step, cell) ?? needsItem(simulation, step, 'smoke_grenade');
  if (refusal !== undefined) return refusal;
  simulation.items.add('smoke_grenade', -1);
  simulation.addSmoke(cell);
  return 1;
}

/** Gives hit points to the agent (no id), the player or a comrade. */
export function giveHp(simulation: Simulation, id: number | undefined): void {
  if (id === undefined) simulation.hp = simulation.hp === undefined ? undefined : healed(simulation.hp);
  else if (id === playerId) simulation.playerHp = healed(simulation.playerHp);
  else simulation.allies.setHp(id, healed(simulation.allies.find(id)?.hp ?? 0));
}

function healed(hp: number): number {
  return Math.max(hp, Math.min(fullHp, hp + healedHp));
}

function guard(simulation: Simulation, name: string, seconds: number): number {
  simulation.note(name, seconds);
  return seconds;
}

function needsPatient(simulation: Simulation, step: PlanStep & { readonly target_id?: number | undefined }): IllegalStep | undefined {
  const id = step.target_id;
  if (id === undefined) return undefined;
  const patient = id === playerId ? { pos: simulation.world.player.pos, hp: simulation.playerHp } : simulation.allies.find(id);
  if (patient === undefined) {
    if (!simulation.constraints.targets) return undefined;
    return simulation.enemies.find(id) === undefined
      ? refuse('no-target', `Heal: nobody has the id ${id}`, { argument: 'target_id' })
      : refuse('wrong-target', `Heal: ${id} is an enemy`, { argument: 'target_id' });
  }
  if (simulation.constraints.targets && patient.hp <= 0) {
    return refuse('target-down', `Heal: ${id} is down; Revive first`, { argument: 'target_id' });
  }
  return needsReach(simulation, step, patient.pos, reach.touch, 'target_id');
}
