import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** Longest text and longest list that a grammar is asked to allow; larger bounds make servers slow or fail. */
const longestText = 500;
const longestList = 32;

/**
 * A zod schema as JSON Schema inside the subset that grammars enforce. What a grammar cannot express and may ignore
 * (bounds of fractions, patterns, formats, uniqueness, default values) is left out: the grammar then allows more than
 * the tool, and the parser checks the rest. What would change the meaning (free-form values, recursion, intersections of
 * anything but objects) is an error.
 *
 * Lists and texts have a bound of 32 items and 500 characters at most, because a small model would otherwise run into
 * its token limit; a tool that asks for more than that is an error.
 *
 * @throws `TypeError` naming the JSON path and what to use instead.
 */
export function grammarSchema(schema: z.ZodType): JsonSchema {
  // an own, empty registry of metadata: a schema with an `id` would become a reference otherwise
  return convert(z.toJSONSchema(schema, { io: 'input', cycles: 'throw', reused: 'inline', metadata: z.registry() }), '$');
}

type Node = z.core.JSONSchema.BaseSchema;

function convert(node: Node, path: string): JsonSchema {
  const union = node.anyOf ?? node.oneOf;
  if (union !== undefined) return { anyOf: union.map((part, index) => convert(part, `${path}|${index}`)) };
  if (node.const !== undefined) return { const: literal(node.const, path) };
  if (node.enum !== undefined) return { enum: node.enum.map((value) => literal(value, path)) };
  if (Array.isArray(node.type)) return { anyOf: node.type.map((type: Node['type']) => convert({ ...node, type } as Node, path)) };
  switch (node.type) {
    case 'object':
      return objectSchema(node, path);
    case 'array':
      return arraySchema(node, path);
    case 'string':
      return textSchema(node, path);
    case 'integer':
      return integerSchema(node, path);
    case 'number':
    case 'boolean':
    case 'null':
      return { type: node.type };
    default:
      throw new TypeError(`${path} cannot be written as a grammar; give it a plain type: an object, array, text, number, boolean or enum`);
  }
}

function objectSchema(node: Node, path: string): JsonSchema {
  const parts = Object.entries(node.properties ?? {});
  const free = node.additionalProperties;
  if (parts.length === 0 && typeof free === 'object' && free !== null) {
    const names = typeof node.propertyNames === 'object' ? node.propertyNames.enum : undefined;
    if (names === undefined) return { type: 'object', additionalProperties: convert(free, `${path}.*`) };
    parts.push(...names.map((name): [string, Node] => [String(name), free]));
  }
  const properties: Record<string, JsonSchema> = {};
  for (const [name, part] of parts) {
    Object.defineProperty(properties, name, { value: convert(part as Node, `${path}.${name}`), enumerable: true });
  }
  return { type: 'object', properties, required: node.required ?? [], additionalProperties: false };
}

function arraySchema(node: Node, path: string): JsonSchema {
  if (node.prefixItems !== undefined) {
    const prefixItems = node.prefixItems.map((part, index) => convert(part as Node, `${path}[${index}]`));
    return { type: 'array', prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length };
  }
  if (typeof node.items !== 'object' || Array.isArray(node.items)) {
    throw new TypeError(`${path} must say what its items are`);
  }
  return { type: 'array', items: convert(node.items, `${path}[]`), ...size('Items', node.minItems, node.maxItems, longestList, path) };
}

function textSchema(node: Node, path: string): JsonSchema {
  return { type: 'string', ...size('Length', node.minLength, node.maxLength, longestText, path) };
}

/** The bounds of a list or a text, the upper one always present. */
function size(of: 'Items' | 'Length', min: number | undefined, max: number | undefined, longest: number, path: string): JsonSchema {
  if (min !== undefined && min > longest) throw new TypeError(`${path} must be at least ${min} long, but a grammar allows ${longest}; ask for less`);
  return { ...(min === undefined || min === 0 ? {} : { [`min${of}`]: min }), [`max${of}`]: Math.min(max ?? longest, longest) };
}

/** Whole bounds, both included; those of the safe range say nothing and would cost a grammar hundreds of rules. */
function integerSchema(node: Node, path: string): JsonSchema {
  const least = Math.max(Math.ceil(bound(node.minimum, -Infinity)), Math.floor(bound(node.exclusiveMinimum, -Infinity)) + 1);
  const most = Math.min(Math.floor(bound(node.maximum, Infinity)), Math.ceil(bound(node.exclusiveMaximum, Infinity)) - 1);
  if (least > most) throw new TypeError(`${path} allows no whole number`);
  return {
    type: 'integer',
    ...(least > Number.MIN_SAFE_INTEGER ? { minimum: least } : {}),
    ...(most < Number.MAX_SAFE_INTEGER ? { maximum: most } : {}),
  };
}

function bound(given: unknown, none: number): number {
  return typeof given === 'number' ? given : none;
}

function literal(value: unknown, path: string): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`${path} has a literal that is not a text, number, boolean or null`);
}
