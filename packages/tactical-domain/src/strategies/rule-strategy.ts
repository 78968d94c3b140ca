import type { PlanStep, Random } from '@planweave/core-types';
import { constraintsFrom } from '../check/constraints.ts';
import { Situation } from '../heuristic/situation.ts';
import { Simulation } from '../simulation/simulation.ts';
import { tacticalDomain } from '../tactical-domain.ts';
import type { Cell, WorldSnapshot } from '../world/world-snapshot.ts';
import { legalPlan } from './strategy.ts';

/**
 * The rule planner of the original system: smoke half-way to the enemy, two cells forward, covering fire; without
 * smoke one cell forward and shorter fire. It picks the nearest living enemy and, when it is quiet, leaves the plan to
 * the domain's heuristic instead of planning nothing. A {@link Strategy}.
 *
 * @example
 * ```ts
 * import { seededRandom } from '@planweave/core-types';
 * import { ruleStrategy, tacticalDomain } from '@planweave/tactical-domain';
 *
 * const world = tacticalDomain.parseWorld({
 *   t: 0,
 *   player: { hp: 100, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
 *   me: { pos: { x: 0, y: 1 }, ammo: 10, cooldowns: { ThrowSmoke: 5 }, morale: 1 },
 *   enemies: [{ id: 7, pos: { x: 9, y: 1 }, hp: 100, cover: 'none', lastSeenSeconds: 0 }],
 *   pois: [],
 *   obstacles: [],
 * });
 * ruleStrategy(world, seededRandom(1)).steps.map(({ act }) => act); //=> ['MoveTo', 'CoverFire']
 * ```
 */
export function ruleStrategy(world: WorldSnapshot, random: Random, domain = tacticalDomain) {
  const { enemy } = new Situation(new Simulation(world, constraintsFrom()));
  if (enemy === undefined) return domain.fallback(world, random);
  const { pos } = world.me;
  const smoke = { act: 'ThrowSmoke', x: Math.round((pos.x + enemy.pos.x) / 2), y: Math.round((pos.y + enemy.pos.y) / 2) };
  const hasSmoke = domain.check(world, [smoke])[0]?.isLegal === true;
  const steps: readonly PlanStep[] = hasSmoke
    ? [smoke, { act: 'MoveTo', ...towards(pos, enemy.pos, 2) }, { act: 'CoverFire', target_id: enemy.id, duration: 2.5 }]
    : [{ act: 'MoveTo', ...towards(pos, enemy.pos, 1) }, { act: 'CoverFire', target_id: enemy.id, duration: 1.5 }];
  return legalPlan({ steps, rationale: `rule: advance on enemy ${enemy.id}${hasSmoke ? ' behind smoke' : ''}` }, world, random, domain);
}

/** So many cells nearer on each axis, not past the target. */
function towards(from: Cell, to: Cell, cells: number): Cell {
  const step = (a: number, b: number) => a + Math.sign(b - a) * Math.min(cells, Math.abs(b - a));
  return { x: step(from.x, to.x), y: step(from.y, to.y) };
}
