import { checkOption, type Sampling } from '@planweave/core-types';
import { checkSampling, type CallTarget } from '@planweave/model-http';
import { OptionDriftError } from '../errors/option-drift-error.ts';
import { loadOptionNames, type WireLoadOptions } from './load-options.ts';

/** Sampling under Ollama's own names, as it is sent. */
export type WireSampling = Readonly<{ temperature: number; top_p: number; top_k: number; seed: number; num_predict: number }>;

/**
 * Checks the sampling of a model, and of a call over it, and gives it as it is sent. What a call may not set is refused, not dropped: a mistyped
 * name would have no effect at the server, and nobody would know.
 *
 * @throws `InvalidOptionError`, and {@link OptionDriftError} for an option that belongs to the loaded model.
 */
export function wireSampling(load: WireLoadOptions, target: CallTarget, ...layers: readonly Sampling[]): WireSampling {
  for (const sampling of layers) refuseLoadOptions(sampling, load, target);
  const { temperature, topP, topK, seed, maxTokens } = checkSampling('ollama', ...layers);
  checkOption('ollama', 'sampling.maxTokens', maxTokens, `below the ${load.num_ctx} of contextTokens`, (given) => given < load.num_ctx);
  return { temperature, top_p: topP, top_k: topK, seed, num_predict: maxTokens };
}

function refuseLoadOptions(sampling: Sampling, load: WireLoadOptions, target: CallTarget): void {
  for (const [name, wanted] of Object.entries(sampling)) {
    const fixed = Object.entries(loadOptionNames).find(([ours, wire]) => name === ours || name === wire);
    if (fixed !== undefined) throw new OptionDriftError({ ...target, option: fixed[0], fixed: load[fixed[1]], wanted });
  }
}
