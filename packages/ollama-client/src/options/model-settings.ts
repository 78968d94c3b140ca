import { checkOneOf, checkOption, type Sampling } from '@planweave/core-types';
import { checkModelName, checkRunaway, type CallTarget, type RunawayLimits } from '@planweave/model-http';
import { wireLoadOptions, type WireLoadOptions } from './load-options.ts';
import type { OllamaModelOptions } from './ollama-options.ts';
import { wireSampling } from './sampling-options.ts';

/** The options of a model, checked and with their defaults. Frozen. */
export interface ModelSettings {
  readonly model: string;
  readonly load: WireLoadOptions;
  readonly sampling: Sampling;
  readonly repeatPenalty: number | undefined;
  readonly think: boolean | 'low' | 'medium' | 'high';
  readonly keepAliveSeconds: number | undefined;
  readonly delivery: 'stream' | 'whole';
  readonly truncatedReply: 'return' | 'throw';
  readonly runaway: RunawayLimits;
}

/**
 * Checks the options of a model.
 *
 * @throws `InvalidOptionError`
 */
export function modelSettings(options: OllamaModelOptions, host: string): ModelSettings {
  const { model, sampling = {}, repeatPenalty, think = false, keepAliveSeconds, delivery = 'stream', truncatedReply = 'return', runaway = {} } = options;
  if (repeatPenalty !== undefined) checkOption('ollama', 'repeatPenalty', repeatPenalty, 'a number above 0', (given) => Number.isFinite(given) && given > 0);
  if (keepAliveSeconds !== undefined) checkOption('ollama', 'keepAliveSeconds', keepAliveSeconds, 'a number of seconds, or -1 for ever', (given) => Number.isFinite(given) && given >= -1);
  const target: CallTarget = { model, host };
  const load = wireLoadOptions(options);
  wireSampling(load, target, sampling);
  return Object.freeze({
    model: checkModelName('ollama', model),
    load,
    sampling: Object.freeze({ ...sampling }),
    repeatPenalty,
    think: checkOneOf('ollama', 'think', think, [true, false, 'low', 'medium', 'high']),
    keepAliveSeconds,
    delivery: checkOneOf('ollama', 'delivery', delivery, ['stream', 'whole']),
    truncatedReply: checkOneOf('ollama', 'truncatedReply', truncatedReply, ['return', 'throw']),
    runaway: checkRunaway('ollama', runaway),
  });
}
