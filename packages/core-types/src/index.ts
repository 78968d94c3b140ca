// tools
export { defineTool, stepOf, type StepOf, type Tool, type ToolArguments, type ToolDefinition } from './tools/define-tool.ts';
export { createToolRegistry, type PlanSchemaOptions, type ToolRegistry } from './tools/tool-registry.ts';
export type { JsonSchema } from './tools/json-schema.ts';

// plans
export { createPlan, deepFreeze, type Plan, type PlanStep } from './plans/plan.ts';
export { legalStep, type IllegalStep, type LegalStep, type StepVerdict } from './plans/step-verdict.ts';
export { legalSteps } from './plans/legal-steps.ts';

// domains
export type { PlanDomain } from './domains/plan-domain.ts';
export type { CanonicalWorld, JsonValue, WorldSink } from './domains/canonical-world.ts';
export type { OutlineSink, PlanRoles, WorldSimilarity } from './domains/world-similarity.ts';
export { detailLevels, type DetailLevel, type PromptSection } from './domains/prompt-section.ts';

// models
export type { LanguageModel } from './models/language-model.ts';
export type { ChatMessage, ModelCall, Sampling } from './models/model-call.ts';
export type { FinishReason, ModelChunk, ModelReply, ModelTimings, TokenUsage } from './models/model-reply.ts';
export { createCallContext, type CallContext, type CallContextOptions, type Priority } from './models/call-context.ts';

// policies
export type { Operation, Policy } from './policies/policy.ts';

// time
export type { CancelTimer, Clock } from './time/clock.ts';
export { systemClock } from './time/system-clock.ts';
export { createDeadline, type Deadline } from './time/deadline.ts';
export { sleep } from './time/sleep.ts';

// chance
export type { Random } from './chance/random.ts';
export { seededRandom } from './chance/seeded-random.ts';
export { fingerprint } from './chance/fingerprint.ts';

// events
export { catchRejection } from './events/catch-rejection.ts';
export { combineObservers, type Observer, type Report } from './events/observer.ts';
export type {
  AttemptEnded,
  AttemptStarted,
  BatchJoined,
  CacheChanged,
  CacheLookedUp,
  CacheVerdict,
  CallRefused,
  CircuitChanged,
  EventOrigin,
  HedgeStarted,
  ObserverFailed,
  PlanAdopted,
  PlanChecked,
  PlanEnded,
  PlanEvent,
  PlanSource,
  PlanStarted,
  PlanTier,
  PlugInFailed,
  PromptBuilt,
  QueueEntered,
  QueueLeft,
  ReplyParsed,
  RetryScheduled,
  TierChosen,
} from './events/plan-event.ts';

// options
export { checkCount, checkDuration, checkOneOf, checkOption, checkRatio } from './options/check-option.ts';

// errors: the base
export { errorCodes, type ErrorCode } from './errors/error-codes.ts';
export { PlanweaveError, type ErrorBlame, type ErrorPhase, type ErrorSummary, type PlanweaveErrorOptions } from './errors/planweave-error.ts';
export { asPlanweaveError, PlugInError } from './errors/plug-in-error.ts';
export { shortText, shortValue } from './errors/short-value.ts';

// errors: the caller's
export { InvalidOptionError } from './errors/invalid-option-error.ts';
export { InvalidToolError } from './errors/invalid-tool-error.ts';
export { InvalidWorldError, type WorldIssue } from './errors/invalid-world-error.ts';

// errors: the three ways of being stopped
export { CancelledError } from './errors/cancelled-error.ts';
export { TimedOutError, type TimeoutKind } from './errors/timed-out-error.ts';
export { RefusedError } from './errors/refused-error.ts';
export type { RefusedBy } from './errors/refused-by.ts';

// errors: plans and models
export { IllegalPlanError } from './errors/illegal-plan-error.ts';
export { ModelError, type ModelErrorProblem } from './errors/model/model-error.ts';
export { AccessDeniedError } from './errors/model/access-denied-error.ts';
export { BadRequestError } from './errors/model/bad-request-error.ts';
export { ContextTooLongError } from './errors/model/context-too-long-error.ts';
export { EndpointNotFoundError } from './errors/model/endpoint-not-found-error.ts';
export { InvalidOutputError } from './errors/model/invalid-output-error.ts';
export { ModelLoadError } from './errors/model/model-load-error.ts';
export { ModelNotFoundError } from './errors/model/model-not-found-error.ts';
export { ModelServerError } from './errors/model/model-server-error.ts';
export { OutOfMemoryError } from './errors/model/out-of-memory-error.ts';
export { OutputTruncatedError } from './errors/model/output-truncated-error.ts';
export { ProtocolError } from './errors/model/protocol-error.ts';
export { SchemaRejectedError } from './errors/model/schema-rejected-error.ts';
export { ServerBusyError } from './errors/model/server-busy-error.ts';
export { ServerUnreachableError } from './errors/model/server-unreachable-error.ts';
export { UnfinishedReplyError } from './errors/model/unfinished-reply-error.ts';
export { UnsupportedError } from './errors/model/unsupported-error.ts';
