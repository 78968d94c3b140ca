import { legalStep, shortValue, type PlanStep, type StepVerdict, type ToolRegistry } from '@planweave/core-types';
import { needsReady } from '../simulation/requirements.ts';
import { Simulation } from '../simulation/simulation.ts';
import { defensiveRules } from '../simulation/defensive.ts';
import { equipmentRules } from '../simulation/equipment.ts';
import { legacyRules } from '../simulation/legacy.ts';
import { movementRules } from '../simulation/movement.ts';
import { offensiveRules } from '../simulation/offensive.ts';
import { tacticalRules } from '../simulation/tactical.ts';
import { terrainRules } from '../simulation/terrain-requests.ts';
import type { ToolRule } from '../simulation/tool-rule.ts';
import { utilityRules } from '../simulation/utility.ts';
import { argumentCheck, type ArgumentCheck } from './check-arguments.ts';
import { refuse } from './refuse.ts';

const allRules: readonly ToolRule[] = [
  ...movementRules,
  ...offensiveRules,
  ...defensiveRules,
  ...equipmentRules,
  ...tacticalRules,
  ...utilityRules,
  ...legacyRules,
  ...terrainRules,
];

interface CheckedRule extends ToolRule {
  readonly check: ArgumentCheck;
}

/** Carries plans out in simulations, step by step. */
export interface PlanChecker {
  /** One verdict a step. What the legal steps did is then to be seen in the simulation. */
  run(simulation: Simulation, steps: readonly PlanStep[]): StepVerdict[];
}

/** Prepares the checks of a registry's tools once, so that checking a plan only looks things up. */
export function planChecker(registry: ToolRegistry, maxSteps: number): PlanChecker {
  const rules = new Map<string, CheckedRule>();
  for (const rule of allRules) {
    if (registry.get(rule.tool.name) !== undefined) rules.set(rule.tool.name, { ...rule, check: argumentCheck(rule.tool.args) });
  }
  const runStep = (simulation: Simulation, step: PlanStep, index: number): StepVerdict => {
    if (index >= maxSteps) return refuse('too-many-steps', `step ${index + 1}: a plan has at most ${maxSteps} steps`);
    const act: unknown = (step as PlanStep | null | undefined)?.act;
    const rule = typeof act === 'string' ? rules.get(act) : undefined;
    if (rule === undefined) return refuse('unknown-tool', `${act === undefined ? 'nothing' : shortValue(act)} is not the name of a tool`, { argument: 'act' });
    const wrong = rule.check(step);
    if (wrong !== undefined) return refuse('bad-argument', `${rule.tool.name}: ${wrong.path} ${wrong.problem}`, { argument: wrong.path });
    const unready = needsReady(simulation, step, rule.tool.name);
    if (unready !== undefined) return unready;
    const seconds = rule.effect(simulation, step);
    if (typeof seconds !== 'number') return seconds;
    simulation.startCooldown(rule.tool.name, rule.tool.cooldownSeconds);
    simulation.elapsedMs += Math.round(seconds * 1000);
    return legalStep;
  };
  return { run: (simulation, steps) => steps.map((step, index) => runStep(simulation, step, index)) };
}
