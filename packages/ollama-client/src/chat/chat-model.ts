import type { CallTarget } from '@planweave/model-http';
import type { OllamaConnection } from '../connection/open-connection.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import type { PrefillSpeed } from '../timings/read-timings.ts';

/** What one model has for all its calls. */
export interface ChatModel {
  readonly connection: OllamaConnection;
  readonly settings: ModelSettings;
  readonly target: CallTarget;
  readonly speed: PrefillSpeed;
}
