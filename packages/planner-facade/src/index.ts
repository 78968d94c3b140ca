export { createPlanner, type Planner } from './create-planner.ts';
export { planFromLlm } from './plan-from-llm.ts';
export type { PlannerOptions, PlanRequestOptions, PromptChoices } from './planner-options.ts';
export type { Degradation, DroppedStep, PlanAttempt, PlanOutcome, PlanTimings } from './outcome/plan-outcome.ts';
export { settingsFromEnv, type PlannerSettings } from './settings/settings-from-env.ts';
