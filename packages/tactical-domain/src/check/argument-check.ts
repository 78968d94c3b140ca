import { shortValue, type ToolArguments } from '@planweave/core-types';
import { z } from 'zod';

/** What is wrong with an argument, and where. */
export interface ArgumentProblem {
  /** `position.x`, `waypoints[2]`; empty for the whole. */
  readonly path: string;
  readonly problem: string;
}

/** Says what is wrong with a value, or nothing. */
export type ArgumentCheck = (value: unknown) => ArgumentProblem | undefined;

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * A quick check of a tool's arguments, made once from its zod schema. It accepts what the schema accepts (more
 * arguments than those are ignored) without building anything, so that plans can be checked thousands of times a
 * second. What JSON Schema cannot say (custom refinements) it does not see; the tactical tools have none.
 */
export function argumentCheck(args: ToolArguments): ArgumentCheck {
  return checkOf(z.toJSONSchema(args, { io: 'input' }));
}

function checkOf(schema: Schema): ArgumentCheck {
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return anyOf(parts.map((part) => checkOf(part)));
  if (schema.const !== undefined) return oneOf([schema.const]);
  if (schema.enum !== undefined) return oneOf(schema.enum);
  switch (schema.type) {
    case 'object':
      return objectCheck(schema);
    case 'array':
      return arrayCheck(schema);
    case 'string':
      return textCheck(schema);
    case 'integer':
      return numberCheck(schema, 'a whole number', Number.isSafeInteger);
    case 'number':
      return numberCheck(schema, 'a number', Number.isFinite);
    default:
      throw new TypeError(`An argument of type ${String(schema.type)} cannot be checked`);
  }
}

function objectCheck(schema: Schema): ArgumentCheck {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(([name, part]) => ({
    name,
    check: checkOf(part as Schema),
    isRequired: required.has(name),
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('an object', value);
    for (const { name, check, isRequired } of fields) {
      const part = (value as Readonly<Record<string, unknown>>)[name];
      if (part === undefined && !isRequired) continue;
      const problem = check(part);
      if (problem !== undefined) return inside(name, problem);
    }
    return undefined;
  };
}

function arrayCheck(schema: Schema): ArgumentCheck {
  const check = checkOf(schema.items as Schema);
  const { minItems = 0, maxItems = Infinity } = schema;
  return (value) => {
    if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) {
      return wrong(`a list of ${minItems} to ${maxItems}`, value);
    }
    for (let index = 0; index < value.length; index += 1) {
      const problem = check(value[index]);
      if (problem !== undefined) return inside(`[${index}]`, problem);
    }
    return undefined;
  };
}

function textCheck({ minLength = 0, maxLength = Infinity }: Schema): ArgumentCheck {
  return (value) =>
    typeof value === 'string' && value.length >= minLength && value.length <= maxLength
      ? undefined
      : wrong(`a text of ${minLength} to ${maxLength} characters`, value);
}

function numberCheck(schema: Schema, kind: string, isKind: (value: unknown) => boolean): ArgumentCheck {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const above = Number(schema.exclusiveMinimum ?? -Infinity);
  const below = Number(schema.exclusiveMaximum ?? Infinity);
  return (value) => {
    if (!isKind(value)) return wrong(kind, value);
    const number = value as number;
    if (number >= minimum && number <= maximum && number > above && number < below) return undefined;
    return wrong(`${kind} ${range(minimum, above, maximum, below)}`, value);
  };
}

function range(minimum: number, above: number, maximum: number, below: number): string {
  const least = minimum > above ? `of at least ${minimum}` : `above ${above}`;
  const most = maximum < below ? `at most ${maximum}` : `below ${below}`;
  return [least, most].filter((limit) => !/Infinity|9007199254740991/.test(limit)).join(' and ');
}

function oneOf(values: readonly unknown[]): ArgumentCheck {
  return (value) => (values.includes(value) ? undefined : wrong(values.map((each) => JSON.stringify(each)).join(' or '), value));
}

function anyOf(checks: readonly ArgumentCheck[]): ArgumentCheck {
  return (value) => {
    let first: ArgumentProblem | undefined;
    for (const check of checks) {
      const problem = check(value);
      if (problem === undefined) return undefined;
      first ??= problem;
    }
    return first;
  };
}

function wrong(expectation: string, value: unknown): ArgumentProblem {
  return { path: '', problem: `expected ${expectation}, but found ${value === undefined ? 'nothing' : shortValue(value)}` };
}

function inside(name: string, { path, problem }: ArgumentProblem): ArgumentProblem {
  return { path: path === '' || path.startsWith('[') ? `${name}${path}` : `${name}.${path}`, problem };
}
