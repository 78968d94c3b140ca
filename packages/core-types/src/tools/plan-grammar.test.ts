import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool, stepOf } from './define-tool.ts';
import type { JsonSchema } from './json-schema.ts';
import { createToolRegistry } from './tool-registry.ts';

/** Tools whose arguments a grammar can say exactly, so that all it lets through must be a plan. */
const exact = createToolRegistry([
  defineTool({ name: 'Wait', category: 'utility', description: 'Nothing.' }),
  defineTool({ name: 'MoveTo', category: 'movement', description: 'Walk.', args: z.object({ x: z.int().min(-9).max(9), y: z.int().min(-9).max(9), speed: z.enum(['walk', 'run']).optional() }) }),
  defineTool({ name: 'Aim', category: 'combat', description: 'Aim.', args: z.object({ zone: z.literal(['head', 1, null]), at: z.tuple([z.int().positive().max(9), z.boolean()]) }) }),
  defineTool({ name: 'Say', category: 'support', description: 'Speak.', args: z.object({ text: z.string().min(1).max(5), to: z.string().max(3).nullable(), loud: z.boolean().optional() }) }),
  defineTool({ name: 'Mark', category: 'support', description: 'Mark.', args: z.object({ cells: z.array(z.object({ x: z.int().max(3).min(0), tag: z.string().max(2).optional() })).min(1).max(3) }) }),
  defineTool({ name: 'Rate', category: 'support', description: 'Rate.', args: z.object({ by: z.record(z.enum(['north', 'south']), z.boolean()), note: z.union([z.int().min(0).max(1), z.boolean(), z.null()]) }) }),
]);

/** Tools that ask for more than a grammar can say. */
const loose = createToolRegistry([
  defineTool({ name: 'Throw', category: 'combat', description: 'Throw.', args: z.object({ power: z.number().min(0).max(1), code: z.string().regex(/^[a-f]+$/), when: z.iso.date(), who: z.email() }) }),
  defineTool({ name: 'Spend', category: 'support', description: 'Spend.', args: z.object({ of: z.record(z.string(), z.int()), unique: z.array(z.int()).refine((list) => new Set(list).size === list.length), rest: z.boolean().default(false) }) }),
]);

describe('planSchema as a grammar', () => {
  it('lets through plans only, also when a server sorts the keys of the schema', () => {
    for (const schema of [exact.planSchema(), sortKeys(exact.planSchema())]) {
      const property = fc.property(writtenUnder(schema), (plan) => {
        expect(plan).toSatisfy((written) => isPlanOf(exact, written));
      });
      fc.assert(property, { numRuns: 400 });
    }
  });

  it('lets the same documents through when a server sorts the keys of the schema', () => {
    const schema = exact.planSchema();
    const sorted = sortKeys(schema);
    const documents = fc.oneof(writtenUnder(schema), writtenUnder(sorted), writtenUnder(schema).chain(spoiled));
    let refused = 0;
    fc.assert(
      fc.property(documents, (plan) => {
        if (!accepts(schema, plan)) refused += 1;
        return accepts(schema, plan) === accepts(sorted, plan);
      }),
      { numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  it('lets every plan through that the tools accept', () => {
    fc.assert(fc.property(writtenUnder(exact.planSchema()), (plan) => accepts(exact.planSchema(), plan)));
    const plans = [
      { steps: [stepOf('Throw', { power: 0.25, code: 'abc', when: '2026-01-31', who: 'a@b.example' })] },
      { steps: [stepOf('Spend', { of: { gold: 3, ['']: 1 }, unique: [1, 2] }), stepOf('Spend', { of: {}, unique: [], rest: true })] },
    ];
    for (const plan of plans) {
      expect(isPlanOf(loose, plan)).toBe(true);
      expect(accepts(loose.planSchema(), plan)).toBe(true);
    }
  });

  it.each<[string, unknown]>([
    ['no steps', { steps: [] }],
    ['too many steps', { steps: Array.from({ length: 9 }, () => ({ act: 'Wait' })) }],
    ['a word beside the steps', { steps: [{ act: 'Wait' }], reason: 'because' }],
    ['an unknown tool', { steps: [{ act: 'Fly' }] }],
    ['an alias', { steps: [{ act: 'wait' }] }],
    ['arguments of another tool', { steps: [{ act: 'Wait', x: 1, y: 1 }] }],
    ['a missing argument', { steps: [{ act: 'MoveTo', x: 1 }] }],
    ['a step without act', { steps: [{ x: 1, y: 1 }] }],
    ['a fraction for a whole number', { steps: [{ act: 'MoveTo', x: 1.5, y: 1 }] }],
    ['a number out of bounds', { steps: [{ act: 'MoveTo', x: 10, y: 1 }] }],
  ])('keeps out %s', (_, plan) => {
    expect(accepts(exact.planSchema(), plan)).toBe(false);
  });

  it('uses nothing that a server would ignore, refuse or read in its own way', () => {
    for (const schema of [exact.planSchema({ maxSteps: 200 }), loose.planSchema()]) expect(misuses(schema)).toEqual([]);
    expect(misuses({ type: 'object', properties: {}, pattern: 'x' } as JsonSchema)).toEqual(['pattern', 'open object']);
  });
});

const known = new Set(['type', 'properties', 'required', 'additionalProperties', 'items', 'prefixItems', 'minItems', 'maxItems', 'minLength', 'maxLength', 'minimum', 'maximum', 'enum', 'const', 'anyOf']);

/** What a schema says that grammars of llama.cpp and its relatives ignore, refuse, or that makes them slow. */
function misuses(schema: JsonSchema): string[] {
  const { type, properties, required = [], additionalProperties, items, prefixItems, anyOf, minimum, maximum } = schema;
  const parts = [...Object.values(properties ?? {}), ...(prefixItems ?? []), ...(anyOf ?? []), ...(items === undefined ? [] : [items]), ...(additionalProperties ? [additionalProperties] : [])];
  return [
    ...Object.keys(schema).filter((keyword) => !known.has(keyword)),
    ...(anyOf !== undefined && Object.keys(schema).length > 1 ? ['siblings of anyOf'] : []),
    ...((schema.enum !== undefined || schema.const !== undefined) && Object.keys(schema).length > 1 ? ['siblings of a literal'] : []),
    ...(properties !== undefined && additionalProperties !== false ? ['open object'] : []),
    ...(required.some((name) => !Object.hasOwn(properties ?? {}, name)) ? ['required but not declared'] : []),
    ...((minimum !== undefined || maximum !== undefined) && type !== 'integer' ? ['bounds of fractions'] : []),
    ...(type === 'string' && !((schema.maxLength ?? Infinity) <= 1000) ? ['endless text'] : []),
    ...(type === 'array' && !((schema.maxItems ?? Infinity) <= 200) ? ['endless list'] : []),
    ...(type === undefined && anyOf === undefined && schema.enum === undefined && schema.const === undefined ? ['any value'] : []),
    ...parts.flatMap(misuses),
  ];
}

/** Reads a schema as llama.cpp's converter does: the first keyword that it knows decides, objects are closed. */
function accepts(schema: JsonSchema, value: unknown): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((part) => accepts(part, value));
  if ('const' in schema) return value === schema.const;
  if (schema.enum !== undefined) return schema.enum.some((one) => one === value);
  switch (schema.type) {
    case 'object':
      return isRecord(value) && acceptsObject(schema, value);
    case 'array':
      return Array.isArray(value) && acceptsArray(schema, value);
    case 'string':
      return typeof value === 'string' && isWithin(value.length, schema.minLength, schema.maxLength);
    case 'integer':
      return Number.isInteger(value) && isWithin(value as number, schema.minimum, schema.maximum);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    default:
      throw new Error(`a grammar would take anything for ${JSON.stringify(schema)}`);
  }
}

function acceptsObject({ properties = {}, required = [], additionalProperties = false }: JsonSchema, value: Readonly<Record<string, unknown>>): boolean {
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, part]) => {
      const declared = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const schema = declared ?? additionalProperties;
      return schema !== false && accepts(schema, part);
    })
  );
}

function acceptsArray({ items, prefixItems, minItems, maxItems }: JsonSchema, value: readonly unknown[]): boolean {
  if (prefixItems !== undefined) return value.length === prefixItems.length && prefixItems.every((part, index) => accepts(part, value[index]));
  return isWithin(value.length, minItems, maxItems) && items !== undefined && value.every((part) => accepts(items, part));
}

function isWithin(size: number, min = -Infinity, max = Infinity): boolean {
  return size >= min && size <= max;
}

/** Every document that a model could write under a schema, its keys in the schema's order. */
function writtenUnder(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(writtenUnder));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object': {
      const parts = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, writtenUnder(part)]));
      return fc.record(parts, { requiredKeys: [...(schema.required ?? [])] });
    }
    case 'array': {
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map(writtenUnder));
      return fc.array(writtenUnder(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: schema.maxItems ?? 5 });
    }
    case 'string':
      return fc.string({ minLength: schema.minLength ?? 0, maxLength: schema.maxLength ?? 9 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -99, max: schema.maximum ?? 99 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`no documents for ${JSON.stringify(schema)}`);
  }
}

/** A document with one thing changed somewhere: a value replaced, a key taken away or added. */
function spoiled(document: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant({}), fc.double());
  if (Array.isArray(document) && document.length > 0) {
    return fc.nat(document.length - 1).chain((index) => spoiled(document[index]).map((part) => document.with(index, part)));
  }
  if (!isRecord(document) || Object.keys(document).length === 0) return other;
  const name = fc.constantFrom(...Object.keys(document));
  return fc.oneof(
    other,
    name.map((gone) => Object.fromEntries(Object.entries(document).filter(([key]) => key !== gone))),
    other.map((part) => ({ ...document, extra: part })),
    name.chain((key) => spoiled(document[key]).map((part) => ({ ...document, [key]: part }))),
  );
}

function isPlanOf(registry: typeof exact | typeof loose, plan: unknown): boolean {
  if (!isRecord(plan) || !Array.isArray(plan['steps']) || plan['steps'].length === 0) return false;
  return plan['steps'].every((step: unknown) => {
    if (!isRecord(step) || typeof step['act'] !== 'string') return false;
    const { act, ...args } = step;
    return registry.get(act)?.args.strict().safeParse(args).success === true;
  });
}

function sortKeys<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(sortKeys) as Value;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sortKeys(part)])) as Value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
