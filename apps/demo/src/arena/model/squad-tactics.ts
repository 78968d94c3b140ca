import { createPlan, legalSteps, type Plan, type PlanStep } from '@planweave/core-types';
import { playerId, type Cell, type Enemy, type WorldSnapshot } from '@planweave/tactical-domain';
import { distance } from '../battlefield/distance.ts';
import { arenaDomain } from '../game/arena-domain.ts';

/**
 * What the scripted model thinks of the world that it is told about. It keeps up its fire on what is near, brings
 * casualties back, and otherwise stays ahead of the player on his way. Never empty, always legal.
 */
export function squadTactics(world: WorldSnapshot): Plan {
  for (const { because, steps } of ideas(world)) {
    const legal = legalSteps(steps, arenaDomain.check(world, steps)).slice(0, longestPlan);
    // the first step carries the idea; without it, the rest makes no sense
    if (legal[0] !== undefined && legal[0] === steps[0]) return createPlan(legal, { rationale: because });
  }
  return createPlan([{ act: 'Wait', duration: 2 }], { rationale: 'wait for the player' });
}

const longestPlan = 4;

interface Idea {
  readonly because: string;
  readonly steps: readonly PlanStep[];
}

function idea(because: string, ...steps: readonly PlanStep[]): Idea {
  return { because, steps };
}

/** The best first. */
function* ideas(world: WorldSnapshot): Generator<Idea> {
  const { me, enemies } = world;
  const foes = enemies.filter(({ hp }) => hp > 0).toSorted((a, b) => distance(a.pos, me.pos) - distance(b.pos, me.pos));
  const pressing = foes.filter((foe) => foe.lastSeenSeconds < 2 && distance(foe.pos, me.pos) <= 13);
  if (foes.length > 0 && hpOf(world) < 45 && carries(world, 'medkit')) yield idea('patch up behind cover', { act: 'TakeCover' }, { act: 'Heal' });
  if (pressing.length === 0) yield* respites(world);
  yield* fights(world, foes, pressing.length > 1);
  yield* escorts(world);
}

/** What can be made good while it is quiet. */
function* respites(world: WorldSnapshot): Generator<Idea> {
  const casualty = nearestDown(world);
  if (casualty !== undefined) {
    const revive = { act: 'Revive', ally_id: casualty };
    yield idea('bring the casualty back', { act: 'Approach', target_id: casualty, distance: 1 }, revive);
    yield idea('bring the casualty back', revive);
  }
  if (hpOf(world) < 70 && carries(world, 'medkit')) yield idea('heal while it is quiet', { act: 'Heal' });
  if (world.me.ammo < 12) yield idea('reload while it is quiet', { act: 'Reload' });
}

/** @param foes - The nearest first. */
function* fights(world: WorldSnapshot, foes: readonly Enemy[], isOutnumbered: boolean): Generator<Idea> {
  const { me, player } = world;
  const [nearest] = foes;
  if (nearest === undefined) return;
  if (me.ammo === 0) yield idea('reload behind cover', { act: 'TakeCover' }, { act: 'Reload' });
  const crowd = foes.find((foe) => isCrowd(world, foes, foe.pos));
  if (crowd !== undefined && carries(world, 'grenade')) yield idea('they stand together', { act: 'ThrowExplosive', ...crowd.pos });
  if (distance(nearest.pos, me.pos) <= 2) yield idea('hand to hand', { act: 'HeavyAttack', target_id: nearest.id }, { act: 'Attack', target_id: nearest.id });
  for (const { id } of foes.filter((foe) => distance(foe.pos, me.pos) <= 18)) {
    const attack = { act: 'Attack', target_id: id };
    const pin = { act: 'CoverFire', target_id: id, duration: 2 };
    if (isOutnumbered) yield idea(`keep the head of foe ${id} down`, pin, attack, attack, attack);
    yield idea(`bring foe ${id} down`, attack, attack, attack, pin);
  }
  if (distance(nearest.pos, player.pos) <= 20) {
    yield idea(`go for foe ${nearest.id}`, { act: 'Approach', target_id: nearest.id, distance: 10 }, { act: 'AimedShot', target_id: nearest.id });
  }
}

/** Near the player and a few cells ahead of him. */
function* escorts(world: WorldSnapshot): Generator<Idea> {
  const { me, player, pois } = world;
  const medkit = carries(world, 'medkit') ? undefined : pois.find(({ k, pos }) => k === 'health_pack' && distance(pos, me.pos) <= 10);
  if (medkit?.id !== undefined) yield idea('fetch a medkit', { act: 'Approach', target_id: medkit.id, distance: 1 }, { act: 'Interact', target_id: medkit.id });
  if (distance(me.pos, player.pos) > 9) yield idea('stay near the player', { act: 'Approach', target_id: playerId, distance: 5 });
  const exit = pois.find(({ k }) => k === 'exit');
  if (exit?.id !== undefined) {
    const cellsToGo = distance(me.pos, exit.pos);
    const ahead = { act: 'Approach', target_id: exit.id, distance: Math.max(0, Math.floor(cellsToGo) - 4) };
    if (distance(player.pos, exit.pos) - cellsToGo < 5) yield idea('go ahead of the player', ahead);
  }
}

function hpOf({ me }: WorldSnapshot): number {
  return me.hp ?? 100;
}

function carries({ me }: WorldSnapshot, item: string): boolean {
  return (me.inventory?.[item] ?? 0) > 0;
}

function nearestDown({ me, player, allies = [] }: WorldSnapshot): number | undefined {
  const down = [{ id: playerId, ...player }, ...allies].filter(({ hp }) => hp === 0);
  return down.toSorted((a, b) => distance(a.pos, me.pos) - distance(b.pos, me.pos))[0]?.id;
}

/** Two in the blast and nobody of ours near it. */
function isCrowd({ me, player, allies = [] }: WorldSnapshot, foes: readonly Enemy[], centre: Cell): boolean {
  const isNear = ({ pos }: { readonly pos: Cell }) => distance(pos, centre) <= 3;
  return foes.filter(isNear).length > 1 && ![me, player, ...allies].some(isNear);
}
