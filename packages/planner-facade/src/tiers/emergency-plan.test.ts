import { createPlan, createToolRegistry, defineTool, type PlanDomain } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emergencyPlan, uncheckedPlan } from './emergency-plan.ts';

const args = {
  Aim: z.strictObject({ degrees: z.number().min(10).max(20), times: z.int().min(2).max(4) }),
  Pour: z.strictObject({ share: z.number().min(0).max(0.5) }),
  Say: z.strictObject({ text: z.string().min(3), to: z.array(z.int().min(7)).min(1), loud: z.boolean(), how: z.enum(['kindly', 'not']) }),
};

function domainOf(tools: readonly (keyof typeof args)[], check: PlanDomain<unknown>['check']): PlanDomain<unknown> {
  const registry = createToolRegistry(tools.map((name) => defineTool({ name, category: 'test', description: name, args: args[name] })));
  return {
    name: 'test',
    registry,
    parseWorld: (input) => input,
    canonical: () => ({}),
    encode() {},
    describe: () => [],
    check,
    fallback: () => createPlan([{ act: 'Aim' }]),
  };
}

const everything: PlanDomain<unknown>['check'] = (_, steps) => steps.map(() => ({ isLegal: true }));

describe('emergencyPlan', () => {
  it.each([
    ['Pour', { act: 'Pour', share: 0.5 }],
    ['Aim', { act: 'Aim', degrees: 10, times: 2 }],
    ['Say', { act: 'Say', text: 'xxx', to: [7], loud: false, how: 'kindly' }],
  ] as const)('fills %s as its schema demands', (name, step) => {
    expect(emergencyPlan(domainOf([name], everything), {}).steps).toEqual([step]);
  });

  it('takes the tool with the fewest arguments that is legal', () => {
    const onlyAim: PlanDomain<unknown>['check'] = (_, steps) =>
      steps.map(({ act }) => (act === 'Aim' ? { isLegal: true } : { isLegal: false, code: 'no', problem: 'no', isRecoverable: false }));
    expect(emergencyPlan(domainOf(['Say', 'Aim', 'Pour'], onlyAim), {}).steps[0]?.act).toBe('Aim');
  });

  it('throws when no step is legal, and says what the domain is', () => {
    const nothing: PlanDomain<unknown>['check'] = (_, steps) => steps.map(() => ({ isLegal: false, code: 'no', problem: 'no', isRecoverable: false }));
    expect(() => emergencyPlan(domainOf(['Aim'], nothing), {})).toThrow('no tool of the domain "test" can be used right now');
  });
});

describe('uncheckedPlan', () => {
  it('asks nobody, and still gives a step with its arguments', () => {
    const domain = domainOf(['Say', 'Pour'], () => {
      throw new Error('broken');
    });
    expect(uncheckedPlan(domain)).toMatchObject({ steps: [{ act: 'Pour', share: 0.5 }], rationale: 'the domain calls no step legal' });
  });
});
