import type { IllegalStep, PlanStep, StepOf, Tool } from '@planweave/core-types';
import type { Simulation } from './simulation.ts';

/**
 * What a step does to a simulated world. It either refuses and changes nothing, or changes the world and gives the
 * seconds that the step takes.
 */
export type StepEffect<Step extends PlanStep> = (simulation: Simulation, step: Step) => IllegalStep | number;

/** A tool with its effect. */
export interface ToolRule {
  readonly tool: Tool;
  readonly effect: StepEffect<PlanStep>;
}

/** Ties a tool to its effect; the step has the tool's own argument types. */
export function toolRule<AnyTool extends Tool>(tool: AnyTool, effect: StepEffect<StepOf<AnyTool> & PlanStep>): ToolRule {
  // Safe: a rule is only ever given steps of its own tool whose arguments have been checked.
  return { tool, effect: effect as StepEffect<PlanStep> };
}
