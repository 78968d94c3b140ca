import type { PlanStep } from '@planweave/core-types';
import type { SimulatedPlan, WorldSnapshot } from '@planweave/tactical-domain';
import { isUp, ticksPerSecond, withCompanion, type Companion, type Fighter, type Game } from './game.ts';
import { scan } from './look.ts';

/** What holds for the companion himself after a step, with the ticks at which it ends. */
export function lastingEffects({ statuses }: SimulatedPlan, tick: number): Readonly<Record<string, number>> {
  return effectsOn(statuses.filter(({ on }) => on === undefined), tick);
}

/** What a step does to foes while it lasts: covering fire keeps their heads down from its first shot on. */
export function pinFoes(game: Game, { statuses }: SimulatedPlan): Game {
  const foes = game.foes.map((foe) => ({ ...foe, effects: { ...foe.effects, ...effectsOn(statuses.filter(({ on }) => on === foe.id), game.tick) } }));
  return { ...game, foes };
}

/** A step in the domain's simulator: the world before it, and what it did there. */
export interface Carried {
  readonly before: WorldSnapshot;
  readonly simulated: SimulatedPlan;
}

/**
 * Lets a step have its effect at its end: every difference that the domain's simulator sees between the world before and after it.
 * The arena has no rules of its own for what tools do, so what a plan promises and what happens cannot drift apart.
 */
export function applyStep(game: Game, companion: Companion, step: PlanStep, { before, simulated }: Carried): Game {
  const { world: after, smokes } = simulated;
  const applied = withCompanion(
    {
      ...game,
      captain: after.player.hp === before.player.hp ? game.captain : { pos: game.captain.pos, hp: after.player.hp },
      companions: game.companions.map((each) => healed(each, before, after)),
      foes: game.foes.map((foe) => hurt(foe, before, after)),
      supplies: game.supplies.filter(({ id }) => after.pois.some((point) => point.id === id)),
      smokes: [...game.smokes, ...smokes.map(({ centre, untilSeconds }) => ({ centre, untilTick: game.tick + untilSeconds * ticksPerSecond }))],
      shots: [...game.shots, ...after.enemies.filter((enemy, index) => enemy.hp !== before.enemies[index]?.hp).map(({ pos }) => ({ from: companion.pos, to: pos }))],
    },
    {
      ...companion,
      task: undefined,
      hp: companion.hp + (after.me.hp ?? 0) - (before.me.hp ?? 0),
      ammo: after.me.ammo,
      inventory: after.me.inventory ?? {},
      cooldowns: { ...companion.cooldowns, ...after.me.cooldowns },
      effects: { ...companion.effects, ...lastingEffects(simulated, game.tick) },
    },
  );
  const fallen = game.foes.filter((foe, index) => isUp(foe) && !isUp(applied.foes[index] ?? foe));
  const told = fallen.length === 0 ? applied : { ...applied, news: [...applied.news, ...fallen.map(({ id }) => `${companion.name} puts foe ${id} out of action.`)] };
  return step.act === 'Scan' ? scan(told, companion.pos, Number(step['radius'])) : told;
}

/** The simulator knows a foe as it was last seen; what it loses in the step, it loses now. */
function hurt<Each extends Fighter>(foe: Each, before: WorldSnapshot, after: WorldSnapshot): Each {
  const lost = hpOf(before.enemies, foe.id) - hpOf(after.enemies, foe.id);
  return lost === 0 ? foe : { ...foe, hp: Math.max(0, foe.hp - lost) };
}

function healed(companion: Companion, before: WorldSnapshot, after: WorldSnapshot): Companion {
  const gained = hpOf(after.allies, companion.id) - hpOf(before.allies, companion.id);
  return gained === 0 ? companion : { ...companion, hp: companion.hp + gained };
}

function hpOf(fighters: readonly { readonly id: number; readonly hp: number }[] | undefined, id: number): number {
  return fighters?.find((each) => each.id === id)?.hp ?? 0;
}

function effectsOn(statuses: SimulatedPlan['statuses'], tick: number): Readonly<Record<string, number>> {
  return Object.fromEntries(statuses.map(({ name, untilSeconds }) => [name, tick + untilSeconds * ticksPerSecond]));
}
