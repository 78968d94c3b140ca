// models
export { ollama } from './ollama.ts';
export { ollamaHost, type OllamaHost } from './ollama-host.ts';
export type { OllamaModel } from './ollama-model.ts';
export type { OllamaChunk, OllamaDetails, OllamaReply } from './chat/ollama-reply.ts';

// options
export type { OllamaHostOptions, OllamaLoadOptions, OllamaModelOptions, OllamaOptions } from './options/ollama-options.ts';
export { ollamaPresets } from './options/presets.ts';
export type { HttpFetch, HttpRequest, RunawayLimits } from '@planweave/model-http';
export { OptionDriftError } from './errors/option-drift-error.ts';

// servers
export type { OllamaHealth } from './server/health.ts';
export type { InstalledModel } from './server/list-models.ts';
export type { ModelInfo } from './server/model-info.ts';
export type { OllamaProbe } from './server/probe.ts';
export type { WarmUp } from './server/warm-up.ts';

// readings
export type { OllamaTimings } from './timings/read-timings.ts';
