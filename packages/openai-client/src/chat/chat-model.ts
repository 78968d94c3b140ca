import type { CallTarget, HttpConnection } from '@planweave/model-http';
import type { LearnedLimits } from '../options/learned-limits.ts';
import type { ModelSettings } from '../options/model-settings.ts';

/** What one model has for all its calls. */
export interface ChatModel {
  readonly connection: HttpConnection;
  readonly settings: ModelSettings;
  readonly target: CallTarget;
  readonly learned: LearnedLimits;
}
