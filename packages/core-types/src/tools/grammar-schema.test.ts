import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { grammarSchema } from './grammar-schema.ts';

describe('grammarSchema', () => {
  it.each<[string, z.ZodType, object]>([
    ['an enum', z.enum(['a', 'b']), { enum: ['a', 'b'] }],
    ['an enum of numbers', z.enum({ one: 1, two: 2 }), { enum: [1, 2] }],
    ['a literal', z.literal('a'), { const: 'a' }],
    ['an empty literal', z.literal(''), { const: '' }],
    ['literals of several types', z.literal(['a', 1, null, true]), { enum: ['a', 1, null, true] }],
    ['null', z.null(), { type: 'null' }],
    ['a nullable text', z.string().nullable(), { anyOf: [{ type: 'string', maxLength: 500 }, { type: 'null' }] }],
    ['a nullable whole number', z.int().min(1).nullable(), { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] }],
    ['a union', z.union([z.int(), z.boolean()]), { anyOf: [{ type: 'integer' }, { type: 'boolean' }] }],
    ['a shared schema', z.tuple([z.int().meta({ id: 'shared' })]), { type: 'array', prefixItems: [{ type: 'integer' }], minItems: 1, maxItems: 1 }],
    ['a record', z.record(z.string(), z.boolean()), { type: 'object', additionalProperties: { type: 'boolean' } }],
    ['an empty object', z.object({}), { type: 'object', properties: {}, required: [], additionalProperties: false }],
    ['a default', z.boolean().default(true), { type: 'boolean' }],
    ['what a transform takes', z.string().transform(Number), { type: 'string', maxLength: 500 }],
    ['objects joined', z.intersection(z.object({ a: z.int() }), z.object({ b: z.int() })), { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } }, required: ['a', 'b'], additionalProperties: false }],
    ['a refinement', z.int().refine((n) => n % 2 === 0), { type: 'integer' }],
  ])('writes %s', (_, schema, expected) => {
    expect(grammarSchema(schema)).toEqual(expected);
  });

  it('writes a record with known keys as an object', () => {
    expect(grammarSchema(z.record(z.enum(['north', 'south']), z.boolean()))).toEqual({
      type: 'object',
      properties: { north: { type: 'boolean' }, south: { type: 'boolean' } },
      required: ['north', 'south'],
      additionalProperties: false,
    });
    expect(grammarSchema(z.partialRecord(z.enum(['north', 'south']), z.boolean())).required).toEqual([]);
  });

  it.each<[string, z.ZodType, object]>([
    ['both included', z.int().min(-2).max(7), { minimum: -2, maximum: 7 }],
    ['both excluded', z.int().gt(-2).lt(7), { minimum: -1, maximum: 6 }],
    ['above 0', z.int().positive(), { minimum: 1 }],
    ['fractions', z.int().min(0.5).lt(7.5), { minimum: 1, maximum: 7 }],
    ['the safe range', z.int(), {}],
    ['one number', z.int().min(3).max(3), { minimum: 3, maximum: 3 }],
  ])('bounds whole numbers: %s', (_, schema, bounds) => {
    expect(grammarSchema(schema)).toEqual({ type: 'integer', ...bounds });
  });

  it('leaves the bounds of fractions out, which servers ignore', () => {
    expect(grammarSchema(z.number().min(0).max(1))).toEqual({ type: 'number' });
  });

  it('bounds texts and lists that have no bound, and lowers large ones', () => {
    expect(grammarSchema(z.string())).toEqual({ type: 'string', maxLength: 500 });
    expect(grammarSchema(z.string().min(1).max(9_000))).toEqual({ type: 'string', minLength: 1, maxLength: 500 });
    expect(grammarSchema(z.string().length(3))).toEqual({ type: 'string', minLength: 3, maxLength: 3 });
    expect(grammarSchema(z.array(z.int()))).toEqual({ type: 'array', items: { type: 'integer' }, maxItems: 32 });
    expect(grammarSchema(z.array(z.int()).min(2).max(4))).toEqual({ type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 4 });
  });

  it('keeps a hostile key a plain key', () => {
    const schema = grammarSchema(z.object({ ['__proto__']: z.int(), constructor: z.int() }));
    expect(Object.keys(schema.properties ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(schema.properties)).toBe(Object.prototype);
  });

  it.each<[string, z.ZodType, string]>([
    ['anything', z.object({ a: z.any() }), '$.a cannot be written as a grammar'],
    ['nothing', z.object({ a: z.never() }), '$.a cannot'],
    ['an intersection', z.object({ a: z.intersection(z.int(), z.int().max(3)) }), '$.a cannot'],
    ['a list of anything', z.array(z.array(z.unknown())), '$[][] cannot'],
    ['a part of a union', z.union([z.int(), z.unknown()]), '$|1 cannot'],
    ['a date', z.date(), 'Date cannot be represented'],
    ['recursion', z.json(), 'Cycle detected'],
    ['a text longer than a grammar allows', z.string().min(501), '$ must be at least 501 long'],
    ['a list longer than a grammar allows', z.object({ a: z.array(z.int()).min(33) }), '$.a must be at least 33 long'],
    ['an empty range', z.int().gt(3).lt(4), '$ allows no whole number'],
  ])('refuses %s, saying where', (_, schema, message) => {
    expect(() => grammarSchema(schema)).toThrow(message);
  });
});
