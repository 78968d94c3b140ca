import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** Longest text and longest list that a grammar is asked to allow; larger bounds make servers slow or fail. */
const longestText = 500;
const longestList = 32;

/**
 * A zod schema as JSON Schema inside the subset that grammars enforce. What a grammar cannot express and may ignore
 * (bounds of fractions, patterns, formats, uniqueness, default values) is left out: the grammar then allows more than
 * the tool, and the parser checks the rest. What would change the meaning (free-form values, recursion, intersections)
 * is an error.
 *
 * Lists and texts without a bound get one, because a small model would otherwise run into its token limit.
 *
 * @throws `TypeError` naming the JSON path and what to use instead.
 */
export function grammarSchema(schema: z.ZodType): JsonSchema {
  return convert(z.toJSONSchema(schema, { io: 'input', cycles: 'throw', reused: 'inline' }), '$');
}

type Node = z.core.JSONSchema.BaseSchema;

function convert(node: Node, path: string): JsonSchema {
  const union = node.anyOf ?? node.oneOf;
  if (union !== undefined) return { anyOf: union.map((part, index) => convert(part, `${path}|${index}`)) };
  if (node.const !== undefined) return { const: literal(node.const, path) };
  if (node.enum !== undefined) return { enum: node.enum.map((value) => literal(value, path)) };
  switch (node.type) {
    case 'object':
      return objectSchema(node, path);
    case 'array':
      return arraySchema(node, path);
    case 'string':
      return textSchema(node);
    case 'integer':
      return { type: 'integer', ...safeBound('minimum', node.minimum), ...safeBound('maximum', node.maximum) };
    case 'number':
    case 'boolean':
    case 'null':
      return { type: node.type };
    default:
      throw new TypeError(`${path} cannot be written as a grammar; give it a plain type: an object, array, text, number, boolean or enum`);
  }
}

function objectSchema(node: Node, path: string): JsonSchema {
  if (node.properties === undefined || Object.keys(node.properties).length === 0) {
    const free = node.additionalProperties;
    if (typeof free === 'object' && free !== null) return { type: 'object', additionalProperties: convert(free, `${path}.*`) };
    return { type: 'object', properties: {}, required: [], additionalProperties: false };
  }
  const properties: Record<string, JsonSchema> = {};
  for (const [name, part] of Object.entries(node.properties)) {
    Object.defineProperty(properties, name, { value: convert(part as Node, `${path}.${name}`), enumerable: true });
  }
  return { type: 'object', properties, required: node.required ?? [], additionalProperties: false };
}

function arraySchema(node: Node, path: string): JsonSchema {
  if (node.prefixItems !== undefined) {
    return { type: 'array', prefixItems: node.prefixItems.map((part, index) => convert(part as Node, `${path}[${index}]`)) };
  }
  if (typeof node.items !== 'object' || Array.isArray(node.items)) {
    throw new TypeError(`${path} must say what its items are`);
  }
  return {
    type: 'array',
    items: convert(node.items, `${path}[]`),
    ...(node.minItems === undefined ? {} : { minItems: Math.min(node.minItems, longestList) }),
    maxItems: Math.min(node.maxItems ?? longestList, longestList),
  };
}

function textSchema(node: Node): JsonSchema {
  return {
    type: 'string',
    ...(node.minLength === undefined ? {} : { minLength: Math.min(node.minLength, longestText) }),
    maxLength: Math.min(node.maxLength ?? longestText, longestText),
  };
}

/** zod bounds every integer by the safe range, which says nothing and costs a grammar hundreds of rules. */
function safeBound(name: 'minimum' | 'maximum', bound: number | undefined): JsonSchema {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? {} : { [name]: bound };
}

function literal(value: unknown, path: string): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`${path} has a literal that is not a text, number, boolean or null`);
}
