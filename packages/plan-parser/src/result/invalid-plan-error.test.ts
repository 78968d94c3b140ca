import { describe, expect, it } from 'vitest';
import { InvalidPlanError } from '../index.ts';

const issues = [
  { path: '$.steps[0].act', expected: 'a registered tool', received: '"Fly"' },
  { path: '$.steps[1].x', expected: 'a whole number', received: '1.5' },
];

describe('InvalidPlanError', () => {
  it('says what was expected, what came, and what to do', () => {
    const error = new InvalidPlanError({ stage: 'steps', issues, text: '{"steps":[]}' });
    expect(error.message).toBe('No plan could be read (steps): at $.steps[0].act, expected a registered tool, received "Fly" (and 1 more); ask the model again');
    expect(error).toMatchObject({ name: 'InvalidPlanError', stage: 'steps', issues });
  });

  it('keeps the beginning of the text, but does not show it by accident', () => {
    const error = new InvalidPlanError({ stage: 'json', issues, text: `secret ${'x'.repeat(1000)}` });
    expect(error.text).toMatch(/^secret x+…$/);
    expect(error.text).toHaveLength(500);
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(Object.keys(error)).not.toContain('text');
  });

  it('is known across copies of the package', () => {
    expect(InvalidPlanError.isInstance(new InvalidPlanError({ stage: 'text', issues, text: '' }))).toBe(true);
    expect(InvalidPlanError.isInstance(new Error('x'))).toBe(false);
  });
});
