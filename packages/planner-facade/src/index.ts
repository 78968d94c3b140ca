export { createPlanner, type Planner } from './create-planner.ts';
export { planFromLlm } from './plan-from-llm.ts';
export type { PlannerCache, PlannerOptions, PlanRequestOptions, PromptChoices } from './planner-options.ts';
export type { Degradation, DroppedStep, PlanAttempt, PlanOutcome, PlanTimings } from './outcome/plan-outcome.ts';
export { standardPolicy, type StandardPolicyOptions } from './policy/standard-policy.ts';
export { settingsFromEnv, type PlannerSettings } from './settings/settings-from-env.ts';

// agents: act now, upgrade later
export { createAgent, type CreateAgentOptions } from './agent/create-agent.ts';
export type { Agent, AgentOptions, AgentPlanner, AgentTick } from './agent/agent.ts';
export type { AgentDecision, AgentLogEntry } from './agent/agent-log.ts';
export { staleness, type FactWeight } from './agent/staleness.ts';
export { allocate, type Allocation, type AllocationReason, type Candidate, type ModelCapacity } from './allocate/allocate.ts';

// batches: several agents in one prompt
export type { BatchCall, BatchOptions, BatchOutcome, BatchRequest, BatchStray } from './batch/batch.ts';
