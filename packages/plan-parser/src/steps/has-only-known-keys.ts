import type { JsonSchema } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
import type { ToolShape } from './tool-shape.ts';

/**
 * True when every key of a step, at every depth, is one that the tool knows, so that its schema would leave nothing
 * out in silence.
 */
export function hasOnlyKnownKeys(step: Readonly<Record<string, unknown>>, shape: ToolShape): boolean {
  for (const key in step) {
    if (key === 'act') continue;
    const schema = shape.properties.get(key);
    if (schema === undefined) return false;
    const value = step[key];
    if (typeof value === 'object' && value !== null && !isKnown(value, schema)) return false;
  }
  return true;
}

function isKnown(value: object, schema: JsonSchema): boolean {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items !== undefined && value.every((item: unknown) => typeof item !== 'object' || item === null || isKnown(item, items));
  }
  const { properties } = schema;
  if (properties === undefined || !isRecord(value)) return false;
  return Object.keys(value).every((key) => {
    const part = value[key];
    const expected = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return expected !== undefined && (typeof part !== 'object' || part === null || isKnown(part, expected));
  });
}
