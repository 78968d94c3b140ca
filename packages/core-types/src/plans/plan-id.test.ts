import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../chance/fingerprint.ts';
import { planId } from './plan-id.ts';
import type { PlanStep } from './plan.ts';

const written = (steps: readonly PlanStep[]) => `plan-${fingerprint(JSON.stringify(steps))}`;

describe('planId', () => {
  it('is the fingerprint of the steps as JSON, whatever is in them', () => {
    const anyValue = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, Number.NaN, -Infinity, -0, 1e21, 5e-324, '\ud800', '\u2028', '"\\', new Date(0), () => 1, Symbol('s')), fc.double());
    const anyStep = fc.record({ act: fc.string() }).chain((step) => fc.dictionary(fc.string({ unit: 'binary' }), anyValue).map((rest) => ({ ...rest, ...step })));
    fc.assert(fc.property(fc.array(anyStep, { maxLength: 5 }), (steps) => assert.equal(planId(steps), written(steps))), { seed: 11, numRuns: 3_000 });
  });

  it('writes out what is no plain data as it writes itself', () => {
    class Place {
      readonly x = 1;
      toJSON() {
        return 'somewhere';
      }
    }
    const steps = [{ act: 'MoveTo', to: new Place(), list: [undefined, new Map([[1, 2]])], own: { toJSON: () => 7 }, bare: Object.assign(Object.create(null) as object, { y: 2 }) }];
    expect(planId(steps)).toBe(written(steps));
  });

  it('goes as deep as it must, and refuses what contains itself', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 40; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
    expect(planId([{ act: 'Wait', deep }])).toBe(written([{ act: 'Wait', deep }]));
    const loop: { act: string; self?: unknown } = { act: 'Wait' };
    loop.self = loop;
    expect(() => planId([loop])).toThrow('circular');
  });
});
