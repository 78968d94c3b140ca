import type { JsonSchema } from '@planweave/core-types';
import { asNumber } from './scalar.ts';

/** True for the schema of a position: an object of the numbers `x` and `y` and nothing else. */
export function isCell(schema: JsonSchema): boolean {
  const { properties = {} } = schema;
  return schema.type === 'object' && Object.keys(properties).length === 2 && isCoordinate(properties['x']) && isCoordinate(properties['y']);
}

function isCoordinate(schema: JsonSchema | undefined): boolean {
  return schema?.type === 'integer' || schema?.type === 'number';
}

/** `12,8`, `(12, 8)`, `[12; 8]`: two numbers and nothing else. */
const pair = /^[([]?\s{0,4}([+-]?\d{1,15}(?:\.\d{1,15})?)\s{0,4}[,;\s]\s{0,4}([+-]?\d{1,15}(?:\.\d{1,15})?)\s{0,4}[)\]]?$/;

/**
 * A position as models write it when they do not write `{x, y}`: a list of two numbers, or a text of two numbers.
 * `undefined` for anything else; an object is not looked at.
 */
export function asCell(value: unknown): { x: number; y: number } | undefined {
  const parts = Array.isArray(value) ? value : typeof value === 'string' && value.length <= 64 ? pair.exec(value.trim())?.slice(1) : undefined;
  if (parts?.length !== 2) return undefined;
  const [x, y] = parts.map((part: unknown) => (typeof part === 'number' ? part : asNumber(part)));
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** An object that has `x` and `y`, in any case, and at most a little else. */
export function hasCoordinates(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value).map((key) => key.toLowerCase());
  return keys.length <= 4 && keys.includes('x') && keys.includes('y');
}
