import { InvalidOptionError, type Sampling } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { checkSampling } from './check-sampling.ts';

describe('checkSampling', () => {
  it('fills in what is left out, or undefined', () => {
    const usual = { temperature: 0.1, topP: 0.9, topK: 40, seed: 0, maxTokens: 512 };
    expect(checkSampling('parrot', {})).toEqual(usual);
    expect(checkSampling('parrot', { seed: 7, topK: undefined } as unknown as Sampling)).toEqual({ ...usual, seed: 7 });
  });

  it('lets a later layer win, unless it says undefined', () => {
    const layers = [{ seed: 7, topK: 10, maxTokens: 64 }, { seed: undefined, topK: 20 }] as unknown as Sampling[];
    expect(checkSampling('parrot', ...layers)).toMatchObject({ temperature: 0.1, seed: 7, topK: 20, maxTokens: 64 });
    expect(() => checkSampling('parrot', { temprature: 1 } as Sampling, {})).toThrow('temprature');
  });

  it('takes the values at the edge of what is accepted', () => {
    const edge = { temperature: 0, topP: 1, topK: 0, seed: -(2 ** 31 - 1), maxTokens: 1 };
    expect(checkSampling('parrot', edge)).toEqual(edge);
  });

  it.each<Sampling>([
    { temperature: -0.1 },
    { temperature: Number.NaN },
    { temperature: Infinity },
    { topP: 0 },
    { topP: 1.1 },
    { topK: 0.5 },
    { seed: 2 ** 31 },
    { maxTokens: 0 },
    { maxTokens: '5' as unknown as number },
    { temprature: 1 } as Sampling,
    JSON.parse('{"__proto__":1}') as Sampling,
  ])('refuses %j, naming the owner', (sampling) => {
    expect(() => checkSampling('parrot', sampling)).toThrow(InvalidOptionError);
    expect(() => checkSampling('parrot', sampling)).toThrow(/parrot/);
  });
});
