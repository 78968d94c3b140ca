import type { JsonSchema } from '@planweave/core-types';
import { plainName } from '../steps/plain-name.ts';

/** A number as JSON writes it, with the freedom of a leading `+`, leading zeros, and a bare point. */
const decimal = /^[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:e[+-]?\d{1,3})?$/i;

/** The number that a text spells, when it spells one and nothing else: no unit, no comma, no other base. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const text = value.trim();
  return decimal.test(text) ? Number(text) : undefined;
}

/** `"true"` and `"false"` in any case. */
export function asBoolean(value: unknown): boolean | undefined {
  const text = typeof value === 'string' && value.length <= 8 ? value.trim().toLowerCase() : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** The one allowed literal that a value means, whatever its case and separators; `undefined` for none or several. */
export function asLiteral(value: unknown, allowed: readonly (string | number | boolean | null)[]): string | number | boolean | undefined {
  if ((typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') || String(value).length > 128) return undefined;
  const plain = plainLiteral(value);
  const matches = allowed.filter((literal) => literal !== null && plainLiteral(literal) === plain);
  return plain !== '' && matches.length === 1 ? (matches[0] ?? undefined) : undefined;
}

/** Numbers keep their sign and point, which are not separators. */
function plainLiteral(literal: string | number | boolean): string {
  if (typeof literal === 'number') return String(literal);
  const number = asNumber(literal);
  return number === undefined ? plainName(String(literal)) : String(number);
}

/** True when leaving an optional argument empty can only mean to leave it out. */
export function isEmpty(value: unknown, schema: JsonSchema): boolean {
  if (value === null) return !allowsNull(schema);
  return typeof value === 'string' && value.trim() === '' && schema.type !== 'string' && !schema.enum?.includes('') && schema.anyOf === undefined;
}

function allowsNull(schema: JsonSchema): boolean {
  return schema.type === 'null' || schema.const === null || schema.enum?.includes(null) === true || schema.anyOf?.some(allowsNull) === true;
}
