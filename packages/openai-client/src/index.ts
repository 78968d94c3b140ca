// models
export { openAiCompatible } from './openai-compatible.ts';
export type { OpenAiModel } from './openai-model.ts';
export type { OpenAiChunk, OpenAiReply } from './chat/openai-reply.ts';

// servers
export type { OpenAiHealth } from './server/health.ts';
export type { OfferedModel } from './server/list-models.ts';

// options
export type { OpenAiOptions } from './options/openai-options.ts';
export { dialects, type Dialect, type DialectName, type FormMode } from './options/dialect.ts';
export type { HttpFetch, HttpRequest, RunawayLimits } from '@planweave/model-http';
