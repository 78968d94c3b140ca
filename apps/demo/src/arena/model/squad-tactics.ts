import { createPlan, legalSteps, type PlanStep, type Random } from '@planweave/core-types';
import { goapStrategy, playerId, type Cell, type Enemy, type TacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { distance } from '../battlefield/distance.ts';
import { arenaDomain } from '../game/arena-domain.ts';

/**
 * What the scripted model thinks: a `Strategy` over the world that it is told about. It fights from cover and together,
 * brings casualties back, and otherwise stays ahead of the player on his way; where it has no idea, it follows
 * goal-oriented action planning.
 */
export function squadTactics(world: WorldSnapshot, random: Random, domain: TacticalDomain = arenaDomain) {
  for (const { because, steps } of ideas(world)) {
    const legal = legalSteps(steps, domain.check(world, steps)).slice(0, longestPlan);
    // the first step carries the idea; without it, the rest makes no sense
    if (legal[0] !== undefined && legal[0] === steps[0]) return createPlan(legal, { rationale: because });
  }
  return goapStrategy(world, random, domain);
}

const longestPlan = 4;

interface Idea {
  readonly because: string;
  readonly steps: readonly PlanStep[];
}

/** The best first. */
function* ideas(world: WorldSnapshot): Generator<Idea> {
  const { me, player, pois } = world;
  const foes = world.enemies.filter(({ hp }) => hp > 0).toSorted((a, b) => distance(a.pos, me.pos) - distance(b.pos, me.pos));
  const [nearest] = foes;
  const pressure = foes.filter((foe) => foe.lastSeenSeconds < 2 && distance(foe.pos, me.pos) <= 13).length;
  const hp = me.hp ?? 100;
  if (hp < 45 && carries(world, 'medkit') && nearest !== undefined) yield { because: 'patch up behind cover', steps: [{ act: 'TakeCover' }, { act: 'Heal' }] };
  if (pressure === 0) {
    const casualty = nearestDown(world);
    if (casualty !== undefined) yield { because: 'bring the casualty back', steps: [{ act: 'Approach', target_id: casualty, distance: 1 }, { act: 'Revive', ally_id: casualty }] };
    if (casualty !== undefined) yield { because: 'bring the casualty back', steps: [{ act: 'Revive', ally_id: casualty }] };
    if (hp < 70 && carries(world, 'medkit')) yield { because: 'heal while it is quiet', steps: [{ act: 'Heal' }] };
    if (me.ammo < 12) yield { because: 'reload while it is quiet', steps: [{ act: 'Reload' }] };
  }
  if (nearest !== undefined) yield* fights(world, foes, nearest, pressure);
  const supply = pois.find(({ id, k, pos }) => id !== undefined && k === 'health_pack' && !carries(world, 'medkit') && distance(pos, me.pos) <= 10);
  if (supply?.id !== undefined) yield { because: 'fetch a medkit', steps: [{ act: 'Approach', target_id: supply.id, distance: 1 }, { act: 'Interact', target_id: supply.id }] };
  const exit = pois.find(({ k }) => k === 'exit');
  const lead = exit === undefined ? 0 : distance(player.pos, exit.pos) - distance(me.pos, exit.pos);
  if (distance(me.pos, player.pos) > 9) yield { because: 'stay near the player', steps: [{ act: 'Approach', target_id: playerId, distance: 5 }] };
  if (exit?.id !== undefined && lead < 5) yield { because: 'go ahead of the player', steps: [{ act: 'Approach', target_id: exit.id, distance: Math.max(0, Math.floor(distance(me.pos, exit.pos)) - 4) }] };
  yield { because: 'wait for the player', steps: [{ act: 'Wait', duration: 2 }] };
}

function* fights(world: WorldSnapshot, foes: readonly Enemy[], nearest: Enemy, pressure: number): Generator<Idea> {
  const { me } = world;
  if (me.ammo === 0) yield { because: 'reload behind cover', steps: [{ act: 'TakeCover' }, { act: 'Reload' }] };
  const crowd = foes.find((foe) => isCrowd(world, foes, foe.pos));
  if (crowd !== undefined && carries(world, 'grenade')) yield { because: 'they stand together', steps: [{ act: 'ThrowExplosive', ...crowd.pos }] };
  if (distance(nearest.pos, me.pos) <= 2) yield { because: 'hand to hand', steps: [{ act: 'HeavyAttack', target_id: nearest.id }, { act: 'Attack', target_id: nearest.id }] };
  // everybody takes the weakest, so that fire comes together without a word
  const targets = foes.filter((foe) => distance(foe.pos, me.pos) <= 18);
  for (const { id } of targets) {
    const attack = { act: 'Attack', target_id: id };
    const pin = { act: 'CoverFire', target_id: id, duration: 2 };
    yield { because: `bring foe ${id} down`, steps: pressure > 1 ? [pin, attack, attack, attack] : [attack, attack, attack, pin] };
    yield { because: `bring foe ${id} down`, steps: [attack, attack, attack, pin] };
  }
  if (distance(nearest.pos, world.player.pos) <= 20) {
    yield { because: `go for foe ${nearest.id}`, steps: [{ act: 'Approach', target_id: nearest.id, distance: 10 }, { act: 'AimedShot', target_id: nearest.id }] };
  }
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
