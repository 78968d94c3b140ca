import { createPlan, legalSteps, type Plan, type PlanStep, type Random } from '@planweave/core-types';
import { constraintsFrom } from '../../check/constraints.ts';
import { Situation } from '../../heuristic/situation.ts';
import { Simulation } from '../../simulation/simulation.ts';
import { tacticalDomain, type TacticalDomain } from '../../tactical-domain.ts';
import type { WorldSnapshot } from '../../world/world-snapshot.ts';
import { findPlan, type Facts } from './find-plan.ts';
import { fact, factsOf, tacticalActions, type TacticalAction } from './tactical-actions.ts';

interface Goal {
  readonly name: string;
  readonly facts: Facts;
}

/**
 * Goal-oriented action planning: goals in order of urgency (rescue, heal, fight, get there, look around), and for each
 * the cheapest sequence of actions that reaches it, found by search. The steps of a sequence are tried in the
 * simulator; an action that turns out to be impossible is struck off and the search begins again. There is a goal even
 * when it is quiet. A {@link Strategy}.
 *
 * @example
 * ```ts
 * import { seededRandom } from '@planweave/core-types';
 * import { goapStrategy, tacticalDomain } from '@planweave/tactical-domain';
 *
 * const world = tacticalDomain.parseWorld({
 *   t: 0,
 *   player: { hp: 100, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
 *   me: { pos: { x: 0, y: 1 }, ammo: 0, cooldowns: {}, morale: 1 },
 *   enemies: [{ id: 7, pos: { x: 30, y: 1 }, hp: 100, cover: 'none', lastSeenSeconds: 0 }],
 *   pois: [],
 *   obstacles: [],
 * });
 * goapStrategy(world, seededRandom(1)).steps.map(({ act }) => act); //=> ['Reload', 'Approach', 'AimedShot', 'Attack']
 * ```
 */
export function goapStrategy(world: WorldSnapshot, random: Random, domain = tacticalDomain): Plan {
  const situation = new Situation(new Simulation(world, constraintsFrom()));
  const start = factsOf(situation);
  const actions = tacticalActions(situation);
  for (const goal of goalsOf(situation, start)) {
    const steps = stepsTo(goal, start, actions, world, domain);
    if (steps !== undefined) return createPlan(steps, { rationale: `goap: ${goal.name}` });
  }
  return domain.fallback(world, random);
}

/** What is missing, the most urgent first. */
function goalsOf(situation: Situation, start: Facts): readonly Goal[] {
  const isDanger = situation.distanceTo(situation.enemy) <= 10;
  const rescue = { name: 'get the casualty up', facts: situation.casualty === undefined ? 0 : fact.casualtyUp };
  const heal = { name: 'heal the wounds', facts: fact.healthy };
  const fight = { name: 'fight the nearest enemy', facts: situation.enemy === undefined ? 0 : fact.enemyHit };
  const arrive = { name: 'reach the goal', facts: situation.goals.length === 0 ? 0 : fact.atGoal };
  const look = { name: 'look around', facts: fact.hasLookedAround };
  const order = isDanger ? [fight, heal, rescue, arrive, look] : [rescue, heal, fight, arrive, look];
  return order.filter(({ facts }) => (start & facts) !== facts);
}

function stepsTo(
  goal: Goal,
  start: Facts,
  actions: readonly TacticalAction[],
  world: WorldSnapshot,
  domain: TacticalDomain,
): readonly PlanStep[] | undefined {
  let left = actions;
  while (left.length > 0) {
    const sequence = findPlan(start, goal.facts, left);
    if (sequence === undefined) return undefined;
    const steps = sequence.flatMap((action) => action.steps);
    const verdicts = domain.check(world, steps);
    const isPossible = (action: TacticalAction) => verdicts[steps.indexOf(action.steps[0] as PlanStep)]?.isLegal === true;
    const impossible = sequence.find((action) => !isPossible(action));
    if (impossible === undefined) return legalSteps(steps, verdicts);
    left = left.filter((action) => action !== impossible);
  }
  return undefined;
}
