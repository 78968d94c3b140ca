import { createPlan, type Plan, type PlanStep, type Random } from '@planweave/core-types';
import type { StepChecker } from '../check/step-checker.ts';
import { cellText } from '../texts/cell-text.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { HeuristicAction, HeuristicRule } from './heuristic-rule.ts';
import { holds } from './holds.ts';
import { proposals, type ProposalContext } from './proposals.ts';
import { Situation } from './situation.ts';

/** What a heuristic plan is made with. */
export interface Heuristic {
  readonly rules: readonly HeuristicRule[];
  readonly checker: StepChecker;
  readonly maxSteps: number;
}

/**
 * A plan by the first rule that applies; never empty, and every step is legal, because each is taken in a simulation
 * before it becomes part of the plan. When no rule yields a step, the agent holds his cell.
 */
export function heuristicPlan(heuristic: Heuristic, simulation: Simulation, random: Random): Plan {
  const situation = new Situation(simulation);
  const context = { situation, random, hasTool: (tool: string) => heuristic.checker.has(tool) };
  for (const { name, when, do: actions, because } of heuristic.rules) {
    if (!when.every((condition) => holds(condition, situation))) continue;
    const reason = explain(because, situation);
    const steps: PlanStep[] = [];
    for (const action of actions) {
      const step = steps.length < heuristic.maxSteps ? firstLegal(action, context, heuristic.checker) : undefined;
      if (step !== undefined) steps.push(step);
    }
    if (steps.length > 0) return createPlan(steps, { rationale: `${name}: ${reason}` });
  }
  return createPlan([holdingStep(heuristic.checker, simulation)], { rationale: 'hold: no rule applies' });
}

function firstLegal(action: HeuristicAction, context: ProposalContext, checker: StepChecker): PlanStep | undefined {
  for (const step of proposals(action, context)) {
    if (checker.take(context.situation.simulation, step).isLegal) return step;
  }
  return undefined;
}

/** Steps of which at least one is legal in every world; see `createTacticalDomain`, which sees to it that its tool is there. */
function holdingStep(checker: StepChecker, simulation: Simulation): PlanStep {
  const { x, y } = simulation.pos;
  const here = { x, y };
  const steps: readonly PlanStep[] = [
    { act: 'Wait', duration: 1 },
    { act: 'MoveTo', ...here },
    { act: 'Patrol', waypoints: [here, here] },
    { act: 'Scan', radius: 10 },
    { act: 'SwitchWeapon', slot: 0 },
  ];
  const legal = steps.find((step) => checker.take(simulation, step).isLegal);
  if (legal === undefined) throw new TypeError('The world was not made by parseWorld: the agent stands outside its bounds');
  return legal;
}

/** A sentence with its facts filled in; each is found out only when it is asked for. */
function explain(because: string, situation: Situation): string {
  return because.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(facts, name) ? (facts[name] as Fact)(situation) : whole));
}

type Fact = (situation: Situation) => string;

const facts: Readonly<Record<string, Fact>> = {
  enemy: ({ foe }) => String(foe?.id ?? 'none'),
  distance: (situation) => situation.distanceTo(situation.foe).toFixed(1),
  hp: ({ simulation }) => String(simulation.hp ?? 'unknown'),
  ammo: ({ simulation }) => String(simulation.ammo),
  down: ({ casualty }) => (casualty === undefined ? 'nobody' : casualty.id === 0 ? 'the player' : `ally ${casualty.id}`),
  goal: ({ goals }) => (goals[0] === undefined ? 'nowhere' : cellText(goals[0].pos)),
};
