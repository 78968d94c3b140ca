import { describe, expect, it } from 'vitest';
import { createPlan, deepFreeze } from './plan.ts';

describe('createPlan', () => {
  it('gives the same steps the same id in every run, and other steps another', () => {
    const scan = () => createPlan([{ act: 'Scan', radius: 10 }]);
    expect(scan().id).toBe(scan().id);
    expect(scan().id).toBe('plan-7019e8f42f092673');
    expect(createPlan([{ act: 'Scan', radius: 11 }]).id).not.toBe(scan().id);
  });

  it('keeps an id and a rationale that are given, and leaves out one that is not', () => {
    expect(createPlan([{ act: 'Wait' }], { id: 'mine', rationale: 'nothing to do' })).toEqual({ id: 'mine', steps: [{ act: 'Wait' }], rationale: 'nothing to do' });
    expect(Object.keys(createPlan([{ act: 'Wait' }]))).toEqual(['id', 'steps']);
  });

  it('does not let the rationale into the id', () => {
    expect(createPlan([{ act: 'Wait' }], { rationale: 'tired' }).id).toBe(createPlan([{ act: 'Wait' }]).id);
  });

  it('is frozen all the way down', () => {
    const plan = createPlan([{ act: 'MoveTo', at: { x: 1 } }]);
    expect([plan, plan.steps, plan.steps[0], plan.steps[0]?.at].map((part) => Object.isFrozen(part))).toEqual([true, true, true, true]);
  });

  it('freezes the steps of a list that is frozen already', () => {
    const plan = createPlan(Object.freeze([{ act: 'MoveTo', at: { x: 1 } }]));
    expect(Object.isFrozen(plan.steps[0]?.at)).toBe(true);
  });
});

describe('deepFreeze', () => {
  it('freezes objects and lists inside one another and gives back the same value', () => {
    const value = { list: [{ a: 1 }], text: 'x' };
    expect(deepFreeze(value)).toBe(value);
    expect(Object.isFrozen(value.list[0])).toBe(true);
  });

  it('stops at what is frozen already', () => {
    const inner = { a: 1 };
    deepFreeze(Object.freeze({ inner }));
    expect(Object.isFrozen(inner)).toBe(false);
  });

  it('survives a value that contains itself', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(Object.isFrozen(deepFreeze(loop))).toBe(true);
  });

  it.each([null, undefined, 0, 'text', true])('gives %s back', (value) => {
    expect(deepFreeze(value)).toBe(value);
  });
});
