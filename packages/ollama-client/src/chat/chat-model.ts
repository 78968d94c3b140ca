import type { Connection } from '../call/connection.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import type { PrefillSpeed } from '../timings/read-timings.ts';

/** What one model has for all its calls. */
export interface ChatModel {
  readonly connection: Connection;
  readonly settings: ModelSettings;
  readonly target: CallTarget;
  readonly speed: PrefillSpeed;
}
