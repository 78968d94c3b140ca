import assert from 'node:assert/strict';
import type { PlanStep } from '@planweave/core-types';
import { tacticalTools } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyStep } from '../../test/any-step.ts';
import { argumentCheck, type ArgumentCheck } from './argument-check.ts';

const checks = new Map<string, ArgumentCheck>(tacticalTools.tools.map((tool) => [tool.name, argumentCheck(tool.args)]));
const problemOf = (step: PlanStep) => checks.get(step.act)?.(step);
const isAcceptedByZod = (step: PlanStep) => tacticalTools.get(step.act)?.args.safeParse(step).success;

const junk = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, Number.NaN, Infinity, -Infinity, -1, 0, 1.5, 2 ** 53, 1e9, '', 'walk', 'Left', '7', true, [], {}, [1, 2]),
  fc.array(fc.record({ x: fc.integer(), y: fc.integer() }), { maxLength: 20 }),
  fc.string({ maxLength: 80 }),
);

describe('argumentCheck', () => {
  it('accepts every step that the schema of its tool accepts', () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        assert.equal(isAcceptedByZod(step), true);
        assert.equal(problemOf(step), undefined);
      }),
      { seed: 41, numRuns: 5000 },
    );
  });

  it('accepts and refuses exactly what zod does when arguments are replaced by junk', () => {
    fc.assert(
      fc.property(anyStep, fc.dictionary(fc.constantFrom('x', 'y', 'target_id', 'distance', 'duration', 'position', 'waypoints', 'payload', 'speed', 'item', 'slot', 'radius'), junk), (step, changes) => {
        const broken = { ...step, ...changes };
        assert.equal(problemOf(broken) === undefined, isAcceptedByZod(broken));
      }),
      { seed: 42, numRuns: 10_000 },
    );
  });

  it.each<[PlanStep, string, string]>([
    [{ act: 'Retreat', target_id: 7, distance: Number.NaN }, 'distance', 'expected a number, but found NaN'],
    [{ act: 'Wait', duration: -1 }, 'duration', 'expected a number above 0 and at most 60, but found -1'],
    [{ act: 'CoverFire', target_id: 7, duration: 10.5 }, 'duration', 'expected a number above 0 and at most 10, but found 10.5'],
    [{ act: 'MoveTo', x: 1.5, y: 0 }, 'x', 'expected a whole number, but found 1.5'],
    [{ act: 'MoveTo', x: 1, y: 0, speed: 'Run' }, 'speed', 'expected "walk" or "run" or "sprint", but found "Run"'],
    [{ act: 'Attack', target_id: -1 }, 'target_id', 'expected a whole number of at least 0, but found -1'],
    [{ act: 'Attack' }, 'target_id', 'expected a whole number, but found nothing'],
    [{ act: 'TakeCover', position: { x: 1 } }, 'position.y', 'expected a whole number, but found nothing'],
    [{ act: 'Patrol', waypoints: [{ x: 1, y: 1 }, 3] }, 'waypoints[1]', 'expected an object, but found 3'],
    [{ act: 'Patrol', waypoints: [{ x: 1, y: 1 }] }, 'waypoints', 'expected a list of 2 to 16, but found an array of 1'],
    [{ act: 'UseItem', item_name: '' }, 'item_name', 'expected a text of 1 to 64 characters, but found ""'],
  ])('says where %j is wrong', (step, path, problem) => {
    expect(problemOf(step)).toEqual({ path, problem });
  });

  it('ignores arguments that the tool does not have', () => {
    expect(problemOf({ act: 'Reload', reasoning: 'empty' })).toBeUndefined();
  });
});
