import { createPlan, type Plan, type PlanStep } from '@planweave/core-types';
import { squaredDistance } from '../grid/distance.ts';
import type { Enemy, WorldSnapshot } from '../world/world-snapshot.ts';

/** Says whether a step is legal now. */
export type IsLegal = (steps: readonly PlanStep[]) => boolean;

/** The first proposal that is legal, and what follows from it. */
export function fallbackPlan(world: WorldSnapshot, isLegal: IsLegal): Plan {
  for (const { step, because } of proposals(world)) {
    if (isLegal([step])) return createPlan([step], { rationale: because });
  }
  throw new Error('unreachable: the domain was made with a tool that is always legal');
}

interface Proposal {
  readonly step: PlanStep;
  readonly because: string;
}

function* proposals(world: WorldSnapshot): Generator<Proposal> {
  const { me } = world;
  const enemy = nearestEnemy(world);
  if (me.hp !== undefined && me.hp < 40) yield { step: { act: 'Heal' }, because: 'badly wounded' };
  if (enemy !== undefined) {
    yield { step: { act: 'Attack', target_id: enemy.id }, because: 'an enemy is in reach' };
    if (me.ammo === 0) yield { step: { act: 'Reload' }, because: 'the magazine is empty' };
    yield { step: { act: 'TakeCover' }, because: 'an enemy is about' };
  }
  const goal = world.pois[0];
  if (goal !== undefined) yield { step: { act: 'MoveTo', x: goal.pos.x, y: goal.pos.y }, because: 'towards the point of interest' };
  yield { step: { act: 'Scan', radius: 10 }, because: 'nothing to do: look around' };
  yield { step: { act: 'Wait', duration: 1 }, because: 'nothing to do: wait' };
  yield { step: { act: 'MoveTo', x: me.pos.x, y: me.pos.y }, because: 'nothing to do: hold this cell' };
  yield { step: { act: 'Patrol', waypoints: [me.pos, me.pos] }, because: 'nothing to do: hold this cell' };
}

function nearestEnemy(world: WorldSnapshot): Enemy | undefined {
  let best: Enemy | undefined;
  for (const enemy of world.enemies) {
    if (enemy.hp > 0 && (best === undefined || squaredDistance(enemy.pos, world.me.pos) < squaredDistance(best.pos, world.me.pos))) best = enemy;
  }
  return best;
}
