// whole texts
export { parsePlan, safeParsePlan, type ParseOptions } from './parse-plan.ts';
export type { DroppedStep, DropReason, FailedParse, ParsedPlan, ParseResult, ParseStage, ParseWarning, Repair, RepairKind } from './result/parse-result.ts';
export { InvalidPlanError, type FailedStage, type PlanIssue } from './result/invalid-plan-error.ts';

// streams
export { createPlanStream, type PlanStream, type StopReason } from './stream/create-plan-stream.ts';
