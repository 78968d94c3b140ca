// whole texts
export { parsePlan, safeParsePlan } from './parse-plan.ts';
export type { ParseOptions } from './parse-options.ts';
export type { DroppedStep, DropReason, FailedParse, ParsedPlan, ParseResult, ParseStage, ParseWarning, Repair, RepairKind, StepOfRegistry } from './result/parse-result.ts';
export { InvalidPlanError, type FailedStage, type PlanIssue } from './result/invalid-plan-error.ts';

// streams
export { createPlanStream, type PlanStream } from './stream/create-plan-stream.ts';
export type { StopReason } from './stream/stop-rules.ts';
