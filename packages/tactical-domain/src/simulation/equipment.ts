import { refuse } from '../check/refuse.ts';
import { dropItem, equipWeapon, reload, switchWeapon, useItem } from '../tools/equipment.ts';
import { giveHp } from './defensive.ts';
import { needsItem } from './requirements.ts';
import { toolRule } from './tool-rule.ts';

/** Rounds in a full magazine. */
const magazine = 30;

export const equipmentRules = [
  toolRule(equipWeapon, (simulation, step) => {
    const refusal = needsItem(simulation, step, step.weapon_name, 'weapon_name');
    if (refusal !== undefined) return refusal;
    simulation.note('weapon-in-hand', Infinity, { detail: step.weapon_name });
    return 1;
  }),
  toolRule(switchWeapon, (simulation, step) => {
    simulation.note('weapon-in-hand', Infinity, { detail: `slot ${step.slot}` });
    return 0.5;
  }),
  toolRule(reload, (simulation, step) => {
    const { ammo, constraints, items } = simulation;
    if (constraints.ammo && ammo >= magazine) return refuse('not-needed', `Reload: the magazine already has ${ammo} rounds`);
    const refusal = needsItem(simulation, step, 'ammo');
    if (refusal !== undefined) return refusal;
    const rounds = Math.max(0, constraints.items ? Math.min(magazine - ammo, items.count('ammo')) : magazine - ammo);
    simulation.ammo += rounds;
    items.add('ammo', -rounds);
    return 2;
  }),
  toolRule(useItem, (simulation, step) => {
    const refusal = needsItem(simulation, step, step.item_name, 'item_name');
    if (refusal !== undefined) return refusal;
    simulation.items.add(step.item_name, -1);
    if (step.item_name === 'medkit') giveHp(simulation, undefined);
    if (step.item_name === 'stimulant') simulation.rest(50);
    return 1;
  }),
  toolRule(dropItem, (simulation, step) => {
    const refusal = needsItem(simulation, step, step.item_name, 'item_name');
    if (refusal !== undefined) return refusal;
    simulation.items.add(step.item_name, -1);
    return 0.5;
  }),
];
