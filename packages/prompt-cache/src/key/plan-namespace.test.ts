import { createToolRegistry, defineTool } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planNamespace, type PlanNamespaceParts } from './plan-namespace.ts';

const wait = defineTool({ name: 'Wait', category: 'utility', description: 'Do nothing.' });
const scan = (most: number) => defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number().max(most) }) });
const registry = createToolRegistry([wait, scan(10)]);
const base = { model: 'phi3', modelDigest: 'sha-1', sampling: { temperature: 0.1, seed: 7 }, registry, promptVersion: 'v1', role: 'tactical', language: 'en', persona: 'calm', level: 'full', others: { maxSteps: 8 } } as const;

describe('planNamespace', () => {
  it('T16: does not change with the order of keys, a signal, headers or the version of an SDK', () => {
    const extra = { signal: new AbortController().signal, headers: { authorization: 'secret' }, sdkVersion: '1.2.3', requestId: 'r-9' };
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries({ ...base, ...extra }), { minLength: 14 }), (entries) => {
        const parts = Object.fromEntries(entries) as unknown as PlanNamespaceParts;
        return planNamespace({ ...parts, sampling: { seed: 7, temperature: 0.1 } }) === planNamespace(base);
      }),
      { seed: 1 },
    );
    expect(planNamespace({ ...base, ...extra })).not.toContain('secret');
  });

  it.each<[string, Partial<PlanNamespaceParts>]>([
    ['the model', { model: 'phi4' }],
    ['the digest of the model', { modelDigest: 'sha-2' }],
    ['a sampling option', { sampling: { temperature: 0.1, seed: 8 } }],
    ['an option more', { sampling: { temperature: 0.1, seed: 7, topK: 1 } }],
    ['a tool less', { registry: createToolRegistry([wait]) }],
    ['the schema of a tool', { registry: createToolRegistry([wait, scan(11)]) }],
    ['the version of the prompt', { promptVersion: 'v2' }],
    ['the role', { role: 'stealth' }],
    ['the language', { language: 'de' }],
    ['the persona', { persona: 'bold' }],
    ['the level of detail', { level: 'minimal' }],
    ['anything else', { others: { maxSteps: 9 } }],
    ['a part left out', { persona: undefined }],
  ])('T17: changes with %s', (_, change) => {
    expect(planNamespace({ ...base, ...change })).not.toBe(planNamespace(base));
  });

  const cycle: Record<string, unknown> = {};
  cycle['cycle'] = cycle;
  it.each<[string, unknown]>([
    ['a map', new Map([['a', 1]])],
    ['a date', new Date(1)],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['NaN', Number.NaN],
    ['a cycle', cycle],
  ])('T17: takes nothing that would look like something else: %s', (_, value) => {
    expect(() => planNamespace({ ...base, others: { value } })).toThrow(TypeError);
  });
});
