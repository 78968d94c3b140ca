import { describe, expect, it } from 'vitest';
import { legalSteps } from './legal-steps.ts';
import { legalStep, type IllegalStep } from './step-verdict.ts';

const [scan, fly, wait] = [{ act: 'Scan' }, { act: 'Fly' }, { act: 'Wait' }];
const noWings: IllegalStep = { isLegal: false, code: 'no-wings', problem: 'no wings', isRecoverable: false };

describe('legalSteps', () => {
  it('keeps the legal steps, in order, unchanged', () => {
    const kept = legalSteps([scan, fly, wait], [legalStep, noWings, legalStep]);
    expect(kept).toEqual([scan, wait]);
    expect(kept[0]).toBe(scan);
  });

  it('keeps none of illegal steps', () => {
    expect(legalSteps([fly], [noWings])).toEqual([]);
  });

  it('takes a step without a verdict for illegal', () => {
    expect(legalSteps([scan, wait], [legalStep])).toEqual([scan]);
  });
});

describe('legalStep', () => {
  it('is frozen, because everybody shares it', () => {
    expect(Object.isFrozen(legalStep)).toBe(true);
  });
});
