import assert from 'node:assert/strict';
import { defineTool, type Tool } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registry } from '../../bench/samples/registry.ts';
import { certainStepCheck } from './certain-check.ts';

const tool = (args: z.ZodObject) => defineTool({ name: 'Try', category: 'any', description: 'Any.', args });
const cell = z.object({ x: z.int(), y: z.int() });

/** Tools of which every schema can be known. */
const known: readonly Tool[] = [
  tool(z.object({ a: z.int().min(-2).max(3), b: z.number().gt(0).lt(5).optional(), c: z.enum(['x', 'y']), d: z.boolean().optional() })),
  tool(z.object({ a: z.string().min(1).max(3), b: z.array(cell).min(1).max(2), c: cell.optional(), d: z.number().positive().min(2) })),
  tool(z.object({})),
];
/** Tools that do something to a value, or ask what is not known here. */
const strange: readonly z.ZodType[] = [
  z.string().trim(),
  z.string().regex(/a/),
  z.string().toUpperCase(),
  z.number().multipleOf(2),
  z.number().refine((value) => value > 1),
  z.int().refine((value) => value > 1).optional(),
  z.int().optional().refine((value) => value !== 2),
  z.array(z.int()).refine((list) => list.length !== 1),
  z.array(z.string().trim()),
  cell.refine(({ x, y }) => x < y),
  z.strictObject({ x: z.int() }),
];

const odd = fc.constantFrom<unknown>('', 'abcd', ' a ', null, 1e300, Infinity, -0, 0.5, 2 ** 53, -4, 7, [], {}, [1], [{ x: 1, y: 0.5 }], { x: 1 }, { y: 1, x: 1 }, { x: 1, y: 1, z: 1 });
const whole = fc.integer({ min: -2, max: 3 });
const real = fc.double({ min: 2, max: 4.9, noNaN: true });
const anyCell = fc.record({ x: whole, y: whole });
const usual = fc.oneof(
  fc.record({ a: whole, b: real, c: fc.constantFrom('x', 'y'), d: fc.boolean() }, { requiredKeys: ['a', 'c'] }),
  fc.record({ a: fc.constantFrom('a', 'abc'), b: fc.array(anyCell, { minLength: 1, maxLength: 2 }), c: anyCell, d: real }, { requiredKeys: ['a', 'b', 'd'] }),
  fc.constant({}),
);

/** A clean step, or one that is a little off. */
const anyStep = fc.tuple(usual, fc.constantFrom('clean', 'odd', 'missing', 'turned'), fc.constantFrom('a', 'b', 'c', 'd', 'e'), odd).map(([args, how, name, value]) => {
  const entries = Object.entries({ act: 'Try', ...args, ...(how === 'odd' ? { [name]: value } : {}) }).filter(([key]) => how !== 'missing' || key !== name);
  return Object.fromEntries(how === 'turned' ? entries.toReversed() : entries);
});

/** What zod makes of a step, under the name of the tool. */
function byZod({ args }: Tool, step: Readonly<Record<string, unknown>>): string | undefined {
  const read = args.safeParse(step);
  return read.success ? JSON.stringify({ act: 'Try', ...read.data }) : undefined;
}

describe('certainStepCheck', () => {
  it('is certain only of what the schema accepts and gives back as it is', () => {
    let certain = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, fc.constantFrom(...strange.map((schema) => tool(z.object({ a: schema }))))), anyStep, (each, step) => {
        if (!certainStepCheck(each)(step)) return;
        certain += 1;
        assert.equal(JSON.stringify(step), byZod(each, step));
      }),
      { seed: 31, numRuns: 30_000 },
    );
    expect(certain).toBeGreaterThan(3000);
  });

  it('is certain of every clean step of every kind of argument', () => {
    for (const [step, index] of [
      [{ act: 'Try', a: 3, b: 4.5, c: 'y', d: false }, 0],
      [{ act: 'Try', a: -2, c: 'x' }, 0],
      [{ act: 'Try', a: 'abc', b: [{ x: 1, y: 2 }], c: { x: 1, y: 2 }, d: 2 }, 1],
      [{ act: 'Try' }, 2],
    ] as const) {
      expect(certainStepCheck(known[index] as Tool)(step)).toBe(true);
    }
  });

  it('is certain of nothing that it does not know', () => {
    for (const schema of strange) {
      for (const a of ['a', 2, 3, [1, 2], ['a'], { x: 1, y: 2 }, { x: 1 }]) expect(certainStepCheck(tool(z.object({ a: schema })))({ act: 'Try', a })).toBe(false);
    }
    expect(certainStepCheck(tool(z.object({ a: z.int() }).refine(({ a }) => a > 1) as z.ZodObject))({ act: 'Try', a: 1 })).toBe(false);
  });

  it('leaves keys in another order, missing and unknown ones to the schema', () => {
    const check = certainStepCheck(known[0] as Tool);
    expect([{ act: 'Try', c: 'x', a: 1 }, { a: 1, c: 'x', act: 'Try' }, { act: 'Try', a: 1 }, { act: 'Try', a: 1, c: 'x', z: 1 }, null, [], 'Try'].map(check)).not.toContain(true);
  });

  it('knows the tools of the reply that the bench reads', () => {
    const steps = [{ act: 'MoveTo', x: 1, y: 2, speed: 'run' }, { act: 'TakeCover', position: { x: 1, y: 2 } }, { act: 'Attack', target_id: 9 }, { act: 'ThrowSmoke', x: 1, y: 2 }];
    for (const step of steps) expect(certainStepCheck(registry.get(step.act) as Tool)(step)).toBe(true);
  });
});
