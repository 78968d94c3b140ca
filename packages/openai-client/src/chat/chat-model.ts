import type { HttpFetch } from '../call/http-fetch.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { LearnedLimits } from '../options/learned-limits.ts';
import type { ModelSettings } from '../options/model-settings.ts';

/** What one model has for all its calls. */
export interface ChatModel {
  readonly settings: ModelSettings;
  readonly target: CallTarget;
  readonly fetch: HttpFetch;
  readonly learned: LearnedLimits;
}
