import type { Tool } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';

/**
 * Says yes only to a value that the schema accepts and gives back as it is, with its keys in the same order. No means
 * that the schema has to be asked; it stays the only judge of what is refused.
 */
export type CertainCheck = (value: unknown) => boolean;

const uncertain: CertainCheck = () => false;

/**
 * A quick check of steps, made once from the schema of a tool: asking zod about a clean step costs several times as much
 * as the few comparisons that it comes to. Whatever could change a value, or is not known here, is left to zod.
 */
export function certainStepCheck({ args }: Tool): CertainCheck {
  const { catchall, shape, ...definition } = definitionOf(args);
  if (catchall !== undefined || hasChecks(definition)) return uncertain;
  return objectCheck([['act', { check: () => true, isOptional: false }], ...partsOf(shape ?? {})]);
}

/** What is read here of zod's own account of a schema. */
interface Definition {
  readonly type: string;
  readonly coerce?: boolean;
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Bound } }[];
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly catchall?: unknown;
  readonly entries?: Readonly<Record<string, string | number>>;
}

interface Bound {
  readonly check: string;
  readonly value?: unknown;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Part {
  readonly check: CertainCheck;
  readonly isOptional: boolean;
}

function definitionOf(schema: unknown): Definition {
  return (schema as { readonly def?: Definition }).def ?? { type: 'unknown' };
}

function checkOf(schema: unknown): CertainCheck {
  const definition = definitionOf(schema);
  const { type, coerce, format, innerType, element, shape, catchall, entries = {} } = definition;
  if (coerce === true) return uncertain;
  switch (type) {
    case 'number':
      if (format === 'safeint') return bounded(definition, (value) => Number.isSafeInteger(value), Number);
      return format === undefined ? bounded(definition, (value) => Number.isFinite(value), Number) : uncertain;
    case 'string':
      return format === undefined ? bounded(definition, (value) => typeof value === 'string', lengthOf) : uncertain;
    case 'array': {
      const check = checkOf(element);
      return bounded(definition, (value) => Array.isArray(value) && value.every(check), lengthOf);
    }
    default:
  }
  if (hasChecks(definition)) return uncertain;
  switch (type) {
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'enum': {
      const members = new Set<unknown>(Object.values(entries));
      return (value) => typeof value === 'string' && members.has(value);
    }
    case 'optional':
      return checkOf(innerType);
    case 'object':
      return shape === undefined || catchall !== undefined ? uncertain : objectCheck(partsOf(shape));
    default:
      return uncertain;
  }
}

function hasChecks({ checks = [] }: Pick<Definition, 'checks'>): boolean {
  return checks.length > 0;
}

function partsOf(shape: Readonly<Record<string, unknown>>): readonly (readonly [name: string, part: Part])[] {
  return Object.entries(shape).map(([name, schema]) => [name, { check: checkOf(schema), isOptional: definitionOf(schema).type === 'optional' }]);
}

/** Objects with the keys in order; only optional ones may be missing. */
function objectCheck(parts: readonly (readonly [name: string, part: Part])[]): CertainCheck {
  const names = parts.map(([name]) => name);
  const checks = parts.map(([, { check }]) => check);
  const optional = parts.map(([, { isOptional }]) => isOptional);
  return (value) => {
    if (!isRecord(value)) return false;
    let place = 0;
    for (const key in value) {
      while (names[place] !== key) {
        if (optional[place] !== true) return false;
        place += 1;
      }
      if (!(checks[place] as CertainCheck)(value[key])) return false;
      place += 1;
    }
    while (optional[place] === true) place += 1;
    return place === names.length;
  };
}

/** Numbers by their size, texts and lists by their length; `uncertain` when there is any check besides. */
function bounded({ checks = [] }: Definition, isOfType: CertainCheck, measure: (value: unknown) => number): CertainCheck {
  let least = -Infinity;
  let most = Infinity;
  let above = -Infinity;
  let below = Infinity;
  for (const { _zod } of checks) {
    const { check, value, inclusive, minimum, maximum } = _zod.def;
    if (check === 'min_length' && minimum !== undefined) least = Math.max(least, minimum);
    else if (check === 'max_length' && maximum !== undefined) most = Math.min(most, maximum);
    else if (check === 'greater_than' && typeof value === 'number' && inclusive === true) least = Math.max(least, value);
    else if (check === 'greater_than' && typeof value === 'number') above = Math.max(above, value);
    else if (check === 'less_than' && typeof value === 'number' && inclusive === true) most = Math.min(most, value);
    else if (check === 'less_than' && typeof value === 'number') below = Math.min(below, value);
    else return uncertain;
  }
  return (value) => {
    if (!isOfType(value)) return false;
    const size = measure(value);
    return size >= least && size <= most && size > above && size < below;
  };
}

function lengthOf(value: unknown): number {
  return (value as string | readonly unknown[]).length;
}
