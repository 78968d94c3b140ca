import type { PlanStep } from '@planweave/core-types';
import type { Situation } from '../../heuristic/situation.ts';
import { reach } from '../../simulation/reach.ts';
import type { Cell } from '../../world/world-snapshot.ts';
import type { Facts, GoapAction } from './find-plan.ts';

/** What the tactical planner reckons with, one bit each. */
export const fact = {
  loaded: 1,
  inReach: 2,
  inRange: 4,
  enemyHit: 8,
  healthy: 16,
  besideCasualty: 32,
  casualtyUp: 64,
  atGoal: 128,
  hasLookedAround: 256,
  inCover: 512,
} as const;

/** Where the agent stands; whoever walks away loses all of these. */
const placeFacts = fact.inReach | fact.inRange | fact.besideCasualty | fact.atGoal | fact.inCover;

/** An action with the steps that carry it out; the first of them decides whether it can be done. */
export interface TacticalAction extends GoapAction {
  readonly steps: readonly PlanStep[];
}

/** What already holds. */
export function factsOf(situation: Situation): Facts {
  const { simulation, enemy, casualty, goals } = situation;
  const isInSight = enemy !== undefined && simulation.isSeen(simulation.pos, enemy.pos);
  const distance = situation.distanceTo(enemy);
  return (
    (simulation.ammo > 0 ? fact.loaded : 0) |
    (isInSight && distance <= reach.touch ? fact.inReach : 0) |
    (isInSight && distance <= reach.shooting ? fact.inRange : 0) |
    (simulation.hp === undefined || simulation.hp >= 50 ? fact.healthy : 0) |
    (situation.distanceTo(casualty) <= reach.touch ? fact.besideCasualty : 0) |
    (situation.distanceTo(goals[0]) <= reach.touch ? fact.atGoal : 0)
  );
}

/** What can be done here, with the steps for it. Costs are about the seconds it takes. */
export function tacticalActions(situation: Situation): TacticalAction[] {
  const { enemy, casualty, goals } = situation;
  const [goal] = goals;
  const actions = [
    action('take cover', { gives: fact.inCover, takes: placeFacts, cost: 2 }, [{ act: 'TakeCover' }]),
    action('heal', { needs: fact.inCover, gives: fact.healthy, cost: 3 }, [{ act: 'Heal' }]),
    action('heal in the open', { gives: fact.healthy, cost: 6 }, [{ act: 'Heal' }]),
    action('reload', { gives: fact.loaded, cost: 2 }, [{ act: 'Reload' }]),
    action('look around', { gives: fact.hasLookedAround, cost: 1 }, [{ act: 'Scan', radius: 15 }]),
    action('hold and watch', { gives: fact.hasLookedAround, cost: 5 }, [{ act: 'Wait', duration: 1 }]),
  ];
  if (enemy !== undefined) {
    const target_id = enemy.id;
    const closeIn = { gives: fact.inRange, takes: placeFacts, cost: walk(situation, enemy, 15) };
    const closeUp = { gives: fact.inReach | fact.inRange, takes: placeFacts, cost: walk(situation, enemy, 2) + 4 };
    actions.push(
      action('close in', closeIn, [{ act: 'Approach', target_id, distance: 15 }]),
      action('close up', closeUp, [{ act: 'Approach', target_id, distance: 2 }]),
      action('shoot', { needs: fact.loaded | fact.inRange, gives: fact.enemyHit, cost: 3 }, [{ act: 'AimedShot', target_id }, { act: 'Attack', target_id }]),
      action('strike', { needs: fact.inReach, gives: fact.enemyHit, cost: 2 }, [{ act: 'HeavyAttack', target_id }, { act: 'Attack', target_id }]),
      action('jab', { needs: fact.inReach, gives: fact.enemyHit, cost: 3 }, [{ act: 'QuickAttack', target_id }]),
    );
  }
  if (casualty !== undefined) {
    const goThere = { gives: fact.besideCasualty, takes: placeFacts, cost: walk(situation, casualty, 1) };
    actions.push(
      action('go to the casualty', goThere, [{ act: 'Approach', target_id: casualty.id, distance: 1 }]),
      action('revive', { needs: fact.besideCasualty, gives: fact.casualtyUp, cost: 4 }, [{ act: 'Revive', ally_id: casualty.id }]),
    );
  }
  if (goal !== undefined) {
    const goThere = { gives: fact.atGoal, takes: placeFacts, cost: walk(situation, goal, 0) };
    actions.push(action('go to the goal', goThere, [{ act: 'MoveTo', x: goal.pos.x, y: goal.pos.y }]));
  }
  return actions;
}

interface Change {
  readonly needs?: Facts;
  readonly gives: Facts;
  readonly takes?: Facts;
  readonly cost: number;
}

function action(name: string, { needs = 0, gives, takes = 0, cost }: Change, steps: readonly PlanStep[]): TacticalAction {
  return { name, needs, gives, takes, cost, steps };
}

/** Seconds to walk up to some cells from somebody, at least a little. */
function walk(situation: Situation, target: { readonly pos: Cell }, cells: number): number {
  return Math.max(0.5, (situation.distanceTo(target) - cells) / 4);
}
