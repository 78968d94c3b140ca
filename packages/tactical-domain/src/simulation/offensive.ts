import type { IllegalStep, PlanStep } from '@planweave/core-types';
import { squaredDistance } from '../grid/distance.ts';
import { aimedShot, aoeAttack, attack, charge, coverFire, heavyAttack, quickAttack, throwExplosive } from '../tools/offensive.ts';
import type { Cell } from '../world/world-snapshot.ts';
import { closeIn } from './movement.ts';
import { needsAmmo, needsCharge, needsEnemy, needsInside, needsItem, needsReach, needsSight, needsStamina, positionOf } from './requirements.ts';
import { reach } from './reach.ts';
import type { Simulation } from './simulation.ts';
import { toolRule } from './tool-rule.ts';

const heavyStamina = 20;
const chargeStamina = 25;

export const offensiveRules = [
  toolRule(attack, (simulation, step) => {
    const target = positionOf(simulation, step.target_id) ?? simulation.pos;
    const isMelee = squaredDistance(simulation.pos, target) <= reach.touch ** 2;
    const refusal = needsEnemy(simulation, step, reach.shooting) ?? (isMelee ? undefined : needsAmmo(simulation, step));
    if (refusal !== undefined) return refusal;
    if (!isMelee) simulation.spendRounds(1);
    simulation.hurt(step.target_id, 10);
    return 1;
  }),
  toolRule(aimedShot, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.aiming) ?? needsAmmo(simulation, step);
    if (refusal !== undefined) return refusal;
    simulation.spendRounds(1);
    simulation.hurt(step.target_id, 15);
    return 2;
  }),
  toolRule(quickAttack, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.touch);
    if (refusal !== undefined) return refusal;
    simulation.hurt(step.target_id, 5);
    return 0.5;
  }),
  toolRule(heavyAttack, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.touch) ?? needsStamina(simulation, step, heavyStamina);
    if (refusal !== undefined) return refusal;
    simulation.tire(heavyStamina);
    simulation.hurt(step.target_id, 25);
    return 1.5;
  }),
  toolRule(aoeAttack, (simulation, step) => {
    const refusal = needsThrow(simulation, step, step) ?? needsCharge(simulation, step, 'aoe_attack');
    if (refusal !== undefined) return refusal;
    simulation.charges.add('aoe_attack', -1);
    hurtWithin(simulation, step, step.radius, 20);
    return 1;
  }),
  toolRule(throwExplosive, (simulation, step) => explode(simulation, step, step)),
  toolRule(coverFire, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.shooting) ?? needsAmmo(simulation, step);
    if (refusal !== undefined) return refusal;
    simulation.spendRounds(3);
    simulation.hurt(step.target_id, Math.max(1, Math.trunc(step.duration * 5)));
    simulation.note('suppressed', step.duration, { on: step.target_id });
    return step.duration;
  }),
  toolRule(charge, (simulation, step) => {
    const refusal = needsEnemy(simulation, step, reach.sight) ?? needsStamina(simulation, step, chargeStamina);
    if (refusal !== undefined) return refusal;
    const beside = closeIn(simulation, step, reach.touch);
    if ('isLegal' in beside) return beside;
    simulation.tire(chargeStamina);
    simulation.moveTo(beside);
    simulation.hurt(step.target_id, 15);
    return 1.5;
  }),
];

/** A cell that something can be thrown at: inside the world, near enough, in sight. */
export function needsThrow(simulation: Simulation, step: PlanStep, cell: Cell): IllegalStep | undefined {
  return (
    needsInside(simulation, step, cell) ??
    needsReach(simulation, step, cell, reach.throwing) ??
    needsSight(simulation, step, simulation.pos, cell)
  );
}

/** Throws a grenade. */
export function explode(simulation: Simulation, step: PlanStep, cell: Cell): IllegalStep | number {
  const refusal = needsThrow(simulation, step, cell) ?? needsItem(simulation, step, 'grenade');
  if (refusal !== undefined) return refusal;
  simulation.items.add('grenade', -1);
  hurtWithin(simulation, cell, 3, 40);
  return 1;
}

function hurtWithin(simulation: Simulation, centre: Cell, radius: number, damage: number): void {
  for (const enemy of simulation.enemies.members) {
    if (enemy.hp > 0 && squaredDistance(enemy.pos, centre) <= radius * radius) simulation.hurt(enemy.id, damage);
  }
}
