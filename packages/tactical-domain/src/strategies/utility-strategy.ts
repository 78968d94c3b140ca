import type { PlanStep, Random } from '@planweave/core-types';
import { constraintsFrom } from '../check/constraints.ts';
import { Situation } from '../heuristic/situation.ts';
import { Simulation } from '../simulation/simulation.ts';
import { tacticalDomain } from '../tactical-domain.ts';
import { moraleSteps } from '../world/quantise.ts';
import type { WorldSnapshot } from '../world/world-snapshot.ts';
import { legalPlan } from './strategy.ts';

interface Candidate {
  readonly name: string;
  /** How much it is worth, from 0 to about 1.5. */
  readonly score: number;
  readonly steps: readonly PlanStep[];
}

/**
 * A utility planner: several ready-made plans are scored by how much the situation calls for them; of those whose first
 * step is legal the best one is taken, the first of equals. Danger is how near the nearest enemy is, from
 * 0 at 20 cells to 1; need is how badly something is missing, from 0 to 1. A {@link Strategy}.
 *
 * @example
 * ```ts
 * import { seededRandom } from '@planweave/core-types';
 * import { tacticalDomain, utilityStrategy } from '@planweave/tactical-domain';
 *
 * const world = tacticalDomain.parseWorld({
 *   t: 0,
 *   player: { hp: 100, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
 *   me: { pos: { x: 0, y: 1 }, ammo: 0, cooldowns: {}, morale: 1 },
 *   enemies: [{ id: 7, pos: { x: 19, y: 1 }, hp: 100, cover: 'none', lastSeenSeconds: 0 }],
 *   pois: [],
 *   obstacles: [],
 * });
 * utilityStrategy(world, seededRandom(1)).steps.map(({ act }) => act); //=> ['Reload']
 * ```
 */
export function utilityStrategy(world: WorldSnapshot, random: Random, domain = tacticalDomain) {
  let best: Candidate | undefined;
  for (const candidate of candidates(world)) {
    if (candidate.score > (best?.score ?? 0) && domain.check(world, candidate.steps)[0]?.isLegal === true) best = candidate;
  }
  if (best === undefined) return domain.fallback(world, random);
  return legalPlan({ steps: best.steps, rationale: `utility: ${best.name}, worth ${best.score.toFixed(2)}` }, world, random, domain);
}

function candidates(world: WorldSnapshot): Candidate[] {
  const situation = new Situation(new Simulation(world, constraintsFrom()));
  const { casualty, goals, foe: enemy } = situation;
  const { ammo, hp = 100, morale, pos } = world.me;
  const danger = Math.max(0, 1 - situation.distanceTo(situation.enemy) / 20);
  const wounds = Math.max(0, 1 - hp / 100);
  const fear = 1 - moraleSteps(morale) / 20;
  const all: Candidate[] = [
    { name: 'patch up', score: 1.2 * wounds * (1 - danger), steps: [{ act: 'TakeCover' }, { act: 'Heal' }] },
    { name: 'look around', score: 0.15, steps: [{ act: 'Scan', radius: 10 }] },
  ];
  if (ammo < 10) all.push({ name: 'reload', score: 1 - ammo / 10 - 0.5 * danger, steps: [{ act: 'Reload' }] });
  if (casualty !== undefined) {
    const steps = [{ act: 'Approach', target_id: casualty.id, distance: 1 }, { act: 'Revive', ally_id: casualty.id }];
    all.push({ name: `rescue ${casualty.id}`, score: 1.1 - danger, steps });
  }
  if (goals[0] !== undefined) {
    all.push({ name: 'go to the goal', score: 0.5 * (1 - danger), steps: [{ act: 'MoveTo', x: goals[0].pos.x, y: goals[0].pos.y }] });
  }
  if (enemy !== undefined) {
    const target_id = enemy.id;
    const smoke = { act: 'ThrowSmoke', x: Math.round((pos.x + enemy.pos.x) / 2), y: Math.round((pos.y + enemy.pos.y) / 2) };
    const courage = 1 - fear;
    all.push(
      { name: `strike enemy ${target_id}`, score: 1.1 * danger * courage, steps: [{ act: 'HeavyAttack', target_id }, { act: 'Attack', target_id }] },
      { name: `shoot at enemy ${target_id}`, score: 0.5 + 0.4 * courage, steps: [{ act: 'AimedShot', target_id }, { act: 'TakeCover' }] },
      { name: `close in on enemy ${target_id}`, score: 0.3 + 0.2 * courage, steps: [{ act: 'Approach', target_id, distance: 15 }, { act: 'Attack', target_id }] },
      { name: 'fall back behind smoke', score: danger * Math.max(wounds, fear) * 1.4, steps: [smoke, { act: 'Retreat', target_id, distance: 15 }] },
      { name: 'take cover', score: 0.25 + 0.3 * danger, steps: [{ act: 'TakeCover' }] },
    );
  }
  return all;
}
