import { legalSteps, seededRandom, type PlanStep } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

const longestScript = 4;

/**
 * What the stand-in's "model" writes for a world: a fixed script with the names and places of this world, less the steps
 * that are not possible in it.
 */
export function scriptedReply(world: WorldSnapshot, seed: number): string {
  const script = [...scriptFor(world)];
  const steps = legalSteps(script, tacticalDomain.check(world, script)).slice(0, longestScript);
  // dropping steps at the end cannot make the earlier ones illegal
  return JSON.stringify({ steps: steps.length > 0 ? steps : tacticalDomain.fallback(world, seededRandom(seed)).steps });
}

function* scriptFor(world: WorldSnapshot): Generator<PlanStep> {
  const target = world.enemies.reduce<WorldSnapshot['enemies'][number] | undefined>((nearest, enemy) => {
    if (enemy.hp <= 0) return nearest;
    return nearest === undefined || distance(world, enemy.pos) < distance(world, nearest.pos) ? enemy : nearest;
  }, undefined);
  if (target === undefined) {
    yield { act: 'Scan', radius: 15 };
    for (const { pos } of world.pois.slice(0, 2)) yield { act: 'MoveTo', x: pos.x, y: pos.y, speed: 'walk' };
    yield { act: 'Wait', duration: 1 };
    return;
  }
  const fallen = world.allies?.find((ally) => ally.hp <= 0);
  if (fallen !== undefined) yield { act: 'Revive', ally_id: fallen.id };
  if (world.me.ammo <= 0) yield { act: 'Reload' };
  yield { act: 'MarkTarget', target_id: target.id };
  yield { act: 'TakeCover' };
  yield { act: 'CoverFire', target_id: target.id, duration: 2 };
  yield { act: 'Approach', target_id: target.id, distance: 8 };
  yield { act: 'AimedShot', target_id: target.id };
}

function distance(world: WorldSnapshot, to: { readonly x: number; readonly y: number }): number {
  return Math.abs(world.me.pos.x - to.x) + Math.abs(world.me.pos.y - to.y);
}
