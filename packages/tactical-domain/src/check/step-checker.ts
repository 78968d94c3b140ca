import { legalStep, shortValue, type PlanStep, type StepVerdict, type ToolRegistry } from '@planweave/core-types';
import { toolRules } from '../simulation/tool-rules.ts';
import { needsReady } from '../simulation/requirements.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { ToolRule } from '../simulation/tool-rule.ts';
import { argumentCheck, type ArgumentCheck } from './argument-check.ts';
import { refuse } from './refuse.ts';

/** Carries steps out in a simulation. */
export interface StepChecker {
  /** Whether there is a tool of that exact name. */
  has(tool: string): boolean;
  /** Carries a step out if it is legal; an illegal one changes nothing. */
  take(simulation: Simulation, step: PlanStep): StepVerdict;
  /** All steps of a plan in order, one verdict each; steps beyond the longest plan are refused. */
  takeAll(simulation: Simulation, steps: readonly PlanStep[]): StepVerdict[];
}

interface CheckedRule extends ToolRule {
  readonly check: ArgumentCheck;
}

/** Prepares the checks of a registry's tools once, so that checking a plan only looks things up. */
export function stepChecker(registry: ToolRegistry, maxSteps: number): StepChecker {
  const rules = new Map<unknown, CheckedRule>();
  for (const rule of toolRules) {
    if (registry.get(rule.tool.name) !== undefined) rules.set(rule.tool.name, { ...rule, check: argumentCheck(rule.tool.args) });
  }

  const take = (simulation: Simulation, step: PlanStep): StepVerdict => {
    const act: unknown = (step as PlanStep | null | undefined)?.act;
    const rule = rules.get(act);
    if (rule === undefined) return unknownTool(act);
    const { tool, check, effect } = rule;
    const wrong = check(step);
    if (wrong !== undefined) return refuse('bad-argument', `${tool.name}: ${wrong.path} ${wrong.problem}`, { argument: wrong.path });
    const unready = tool.cooldownSeconds === 0 ? undefined : needsReady(simulation, step, tool.name);
    if (unready !== undefined) return unready;
    const seconds = effect(simulation, step);
    if (typeof seconds !== 'number') return seconds;
    simulation.startCooldown(tool.name, tool.cooldownSeconds);
    simulation.elapsedMs += Math.round(seconds * 1000);
    return legalStep;
  };

  return {
    has: (tool) => rules.has(tool),
    take,
    takeAll(simulation, steps) {
      const verdicts: StepVerdict[] = [];
      for (let index = 0; index < steps.length; index += 1) {
        verdicts.push(index < maxSteps ? take(simulation, steps[index] as PlanStep) : tooMany(index, maxSteps));
      }
      return verdicts;
    },
  };
}

function unknownTool(act: unknown): StepVerdict {
  const found = act === undefined ? 'a step without act' : shortValue(act);
  return refuse('unknown-tool', `${found} is not the exact name of a tool`, { argument: 'act' });
}

function tooMany(index: number, maxSteps: number): StepVerdict {
  return refuse('too-many-steps', `step ${index + 1}: a plan has at most ${maxSteps} steps`);
}
