/**
 * The OpenTelemetry names that are followed, in one place because none of those for generative AI is stable yet.
 *
 * Source: https://github.com/open-telemetry/semantic-conventions-genai, commit 002c8a6ea1c8a42b14a4527db83b3cabcded610a,
 * docs/gen-ai/gen-ai-spans.md (inference span) and docs/gen-ai/gen-ai-agent-spans.md (plan span); `error.*` and `server.*`
 * from https://github.com/open-telemetry/semantic-conventions, v1.41.1, where they are stable.
 */
export const conventions = Object.freeze({
  operationName: 'gen_ai.operation.name',
  providerName: 'gen_ai.provider.name',
  agentId: 'gen_ai.agent.id',
  requestModel: 'gen_ai.request.model',
  requestStream: 'gen_ai.request.stream',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  /** In seconds. */
  timeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  errorType: 'error.type',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  /** The operation of the span of a plan. */
  plan: 'plan',
  /** The operation of the span of an attempt. */
  chat: 'chat',
} as const);

/** What the conventions have no name for. */
export const ownAttributes = Object.freeze({
  requestId: 'planweave.request.id',
  planId: 'planweave.plan.id',
  source: 'planweave.plan.source',
  tier: 'planweave.tier',
  steps: 'planweave.plan.steps',
  /** Calls of a model: as many as there are spans of attempts. */
  attempts: 'planweave.plan.attempts',
  attempt: 'planweave.attempt',
  cause: 'planweave.cause',
  batchId: 'planweave.batch.id',
  cacheVerdict: 'planweave.cache.verdict',
  cacheDistance: 'planweave.cache.distance',
  budgetMs: 'planweave.budget.ms',
  budgetLeftMs: 'planweave.budget.left_ms',
  slackMs: 'planweave.deadline.slack_ms',
  queueWaitMs: 'planweave.queue.wait_ms',
  /** Written only when messages are asked for. */
  message: 'planweave.message',
} as const);
