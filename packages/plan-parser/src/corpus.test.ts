import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { registry } from '../bench/samples/registry.ts';
import { replies } from '../bench/samples/replies.ts';
import { safeParsePlan } from './index.ts';

describe('safeParsePlan on the corpus of replies', () => {
  it.each(replies.map((reply, index) => ({ ...reply, name: `${reply.category} ${index}: ${reply.text.slice(0, 50).replaceAll(/\s+/g, ' ')}` })))('$name', ({ text, steps }) => {
    const result = safeParsePlan(text, registry);
    expect(result.ok ? result.plan.steps : undefined).toEqual(steps);
  });

  it('T27: every category is read as it was meant, and each has enough replies to say so', () => {
    const rates = new Map<string, { read: number; all: number }>();
    for (const { category, text, steps } of replies) {
      const rate = rates.get(category) ?? { read: 0, all: 0 };
      rates.set(category, rate);
      const result = safeParsePlan(text, registry);
      rate.all += 1;
      if (isDeepStrictEqual(result.ok ? result.plan.steps : undefined, steps)) rate.read += 1;
    }
    expect(Object.fromEntries([...rates].map(([category, { read, all }]) => [category, `${read}/${all}`]))).toEqual({
      'clean': '7/7',
      'fences': '9/9',
      'prose around': '10/10',
      'several objects': '10/10',
      'reasoning': '8/8',
      'envelopes': '15/15',
      'other lists': '18/18',
      'step spelling': '9/9',
      'argument spelling': '26/26',
      'broken syntax': '16/16',
      'brackets wrong': '10/10',
      'truncated': '8/8',
      'bad steps among good': '6/6',
      'no plan': '25/25',
    });
  });
});
