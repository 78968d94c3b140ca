import { checkOption, InvalidOptionError, type Sampling } from '@planweave/core-types';

/**
 * Every sampling option that has a value, because the servers' own defaults differ, and because a reply must never be
 * without bound.
 */
const defaultSampling = Object.freeze({ temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 }) satisfies Sampling;

/**
 * Checks sampling options and fills in what is left out: temperature 0.1, topP 0.9, topK 40, seed 0, maxTokens 512. A
 * mistyped name is refused: a server would ignore it, and nobody would know.
 *
 * @param owner - The factory that takes the options, for messages: `'ollama'`.
 * @param layers - The model's own options, then those of a call: a later one wins, unless it is `undefined`.
 * @throws `InvalidOptionError`
 *
 * @example
 * ```ts
 * import { checkSampling } from '@planweave/model-http';
 *
 * checkSampling('parrot', { maxTokens: 64, topK: 10 }, { topK: 20 }); //=> { temperature: 0.1, topP: 0.9, topK: 20, seed: 0, maxTokens: 64 }
 * ```
 */
export function checkSampling(owner: string, ...layers: readonly Sampling[]): Required<Sampling> {
  const entries = layers.flatMap((layer) => Object.entries(layer));
  const foreign = entries.map(([name]) => name).find((name) => !Object.hasOwn(defaultSampling, name));
  if (foreign !== undefined) {
    throw new InvalidOptionError({ owner, name: 'sampling', expectation: `one of ${Object.keys(defaultSampling).join(', ')}`, value: foreign });
  }
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const { temperature, topP, topK, seed, maxTokens } = { ...defaultSampling, ...given };
  const check = (name: keyof Sampling, value: number, expectation: string, isAccepted: (value: number) => boolean) =>
    checkOption(owner, `sampling.${name}`, value, expectation, isAccepted);
  return {
    temperature: check('temperature', temperature, 'a number of at least 0', (value) => Number.isFinite(value) && value >= 0),
    topP: check('topP', topP, 'a number above 0, at most 1', (value) => value > 0 && value <= 1),
    topK: check('topK', topK, 'a whole number of at least 0', (value) => Number.isSafeInteger(value) && value >= 0),
    seed: check('seed', seed, 'a whole number of 32 bits', (value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 31 - 1),
    maxTokens: check('maxTokens', maxTokens, 'a whole number above 0', (value) => Number.isSafeInteger(value) && value > 0),
  };
}
