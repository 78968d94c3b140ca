import { checkOption, InvalidOptionError, type Sampling } from '@planweave/core-types';
import { OptionDriftError } from '../errors/option-drift-error.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import { loadOptionNames, type WireLoadOptions } from './load-options.ts';

/** Sampling under Ollama's own names, as it is sent. */
export type WireSampling = Readonly<{ temperature: number; top_p: number; top_k: number; seed: number; num_predict: number }>;

/**
 * Every sampling option that has a value, the call's before the model's: nothing is left to a Modelfile, and a reply is
 * never without bound.
 */
const defaultSampling = Object.freeze({ temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 }) satisfies Sampling;

/**
 * Checks the sampling of a call and gives it as it is sent. What a call may not set is refused, not dropped: a mistyped
 * name would have no effect at the server, and nobody would know.
 *
 * @throws `InvalidOptionError`, and {@link OptionDriftError} for an option that belongs to the loaded model.
 */
export function wireSampling(sampling: Sampling, load: WireLoadOptions, target: CallTarget): WireSampling {
  refuseForeignNames(sampling, load, target);
  const { temperature, topP, topK, seed, maxTokens } = { ...defaultSampling, ...withoutUndefined(sampling) };
  return {
    temperature: check('temperature', temperature, 'a number of at least 0', (given) => Number.isFinite(given) && given >= 0),
    top_p: check('topP', topP, 'a number above 0, at most 1', (given) => given > 0 && given <= 1),
    top_k: check('topK', topK, 'a whole number of at least 0', (given) => Number.isSafeInteger(given) && given >= 0),
    seed: check('seed', seed, 'a whole number of 32 bits', (given) => Number.isInteger(given) && Math.abs(given) <= 2 ** 31 - 1),
    // 0 and below mean "no bound" to Ollama
    num_predict: check('maxTokens', maxTokens, `a whole number above 0 and below the ${load.num_ctx} of contextTokens`, (given) => Number.isSafeInteger(given) && given > 0 && given < load.num_ctx),
  };
}

function check(name: keyof Sampling, value: number, expectation: string, isAccepted: (given: number) => boolean): number {
  return checkOption('ollama', `sampling.${name}`, value, expectation, isAccepted);
}

function withoutUndefined(sampling: Sampling): Sampling {
  return Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined));
}

function refuseForeignNames(sampling: Sampling, load: WireLoadOptions, target: CallTarget): void {
  for (const [name, wanted] of Object.entries(sampling)) {
    if (Object.hasOwn(defaultSampling, name)) continue;
    const fixed = Object.entries(loadOptionNames).find(([ours, wire]) => name === ours || name === wire);
    if (fixed !== undefined) throw new OptionDriftError({ ...target, option: fixed[0], fixed: load[fixed[1]], wanted });
    const expectation = `one of ${Object.keys(defaultSampling).join(', ')}`;
    throw new InvalidOptionError({ owner: 'ollama', name: 'sampling', expectation, value: name });
  }
}
