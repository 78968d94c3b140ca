import type { JsonSchema } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
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

/** A position in any form: what {@link asCell} reads, or the `x` and `y`, in any case, of an object with little else. */
export function cellOf(value: unknown): { readonly x: unknown; readonly y: unknown } | undefined {
  if (!isRecord(value)) return asCell(value);
  const keys = Object.keys(value);
  const [x, y] = ['x', 'y'].map((axis) => keys.find((key) => key.toLowerCase() === axis));
  return keys.length > 4 || x === undefined || y === undefined ? undefined : { x: value[x], y: value[y] };
}

/** True for an object that gives `x` or `y` twice, as in `{x: 1, X: 5, y: 2}`. */
export function repeatsAxis(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).filter(isAxis).length > 2;
}

/** `x` or `y`, in any case. */
export function isAxis(key: string): boolean {
  return /^[xy]$/i.test(key);
}
