import { checkOption, InvalidOptionError, type Sampling } from '@planweave/core-types';

/** Every sampling option that has a value, because the servers' own defaults differ. */
const defaultSampling = Object.freeze({ temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 }) satisfies Sampling;

/**
 * Checks sampling options and fills in what is left out. A mistyped name is refused: a server would ignore it.
 *
 * @throws `InvalidOptionError`
 */
export function checkSampling(sampling: Sampling): Required<Sampling> {
  const foreign = Object.keys(sampling).find((name) => !Object.hasOwn(defaultSampling, name));
  if (foreign !== undefined) {
    throw new InvalidOptionError({ owner: 'openAiCompatible', name: 'sampling', expectation: `one of ${Object.keys(defaultSampling).join(', ')}`, value: foreign });
  }
  const given = Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined));
  const { temperature, topP, topK, seed, maxTokens } = { ...defaultSampling, ...given };
  return {
    temperature: check('temperature', temperature, 'a number of at least 0', (value) => Number.isFinite(value) && value >= 0),
    topP: check('topP', topP, 'a number above 0, at most 1', (value) => value > 0 && value <= 1),
    topK: check('topK', topK, 'a whole number of at least 0', (value) => Number.isSafeInteger(value) && value >= 0),
    seed: check('seed', seed, 'a whole number of 32 bits', (value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 31 - 1),
    maxTokens: check('maxTokens', maxTokens, 'a whole number above 0', (value) => Number.isSafeInteger(value) && value > 0),
  };
}

function check(name: keyof Sampling, value: number, expectation: string, isAccepted: (value: number) => boolean): number {
  return checkOption('openAiCompatible', `sampling.${name}`, value, expectation, isAccepted);
}
