import type { JsonSchema } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
import { Account } from '../steps/account.ts';
import { namesByPlainName, plainName } from '../steps/plain-name.ts';
import type { RepairKind } from '../result/parse-result.ts';
import { pathTo } from '../result/quoted-name.ts';
import { asCell, isCell } from './cell.ts';
import { conforms } from './conforms.ts';
import { asBoolean, asLiteral, asNumber, isEmpty } from './scalar.ts';

/**
 * A value put into the form that a schema asks for, wherever there is exactly one way to do it; a value with none or
 * several is returned as it is, for the tool's own schema to refuse. The value given is never changed.
 */
export function fitValue(value: unknown, schema: JsonSchema, path: string, account: Account): unknown {
  const fit = (kind: RepairKind, fitted: unknown) => {
    if (fitted === undefined) return value;
    account.repaired(kind, path);
    return fitted;
  };
  if (schema.anyOf !== undefined) return fitUnion(value, schema.anyOf, path, account);
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  if (allowed !== undefined) {
    if ((allowed as readonly unknown[]).includes(value)) return value;
    return fit('enum', asLiteral(onlyItem(value), allowed));
  }
  switch (schema.type) {
    case 'object':
      return fitToObject(value, schema, path, account);
    case 'array':
      return fitToArray(value, schema, path, account);
    case 'integer':
    case 'number':
      if (typeof value === 'number') return value;
      if (typeof onlyItem(value) === 'number') return fit('single-item', onlyItem(value));
      return fit('number', asNumber(onlyItem(value)));
    case 'boolean':
      return typeof value === 'boolean' ? value : fit('boolean', asBoolean(value));
    case 'string':
      if (typeof value === 'number') return fit('text', String(value));
      return typeof value !== 'string' && typeof onlyItem(value) === 'string' ? fit('single-item', onlyItem(value)) : value;
    default:
      return value;
  }
}

/** `[99]` where one value is expected can only mean 99. */
function onlyItem(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function fitToObject(value: unknown, schema: JsonSchema, path: string, account: Account): unknown {
  if (isCell(schema) && !isRecord(value)) {
    const cell = asCell(value) ?? asCell(onlyItem(value));
    if (cell !== undefined) account.repaired('position', path);
    return cell ?? value;
  }
  const only = onlyItem(value);
  if (!isRecord(only)) return value;
  if (only !== value) account.repaired('single-item', path);
  return fitObject(only, schema, path, account);
}

/**
 * An object with its keys spelled as the schema spells them and its values fitted. Optional parts that were left empty
 * are left out; keys that the schema does not know are left out with a warning.
 */
export function fitObject(value: Readonly<Record<string, unknown>>, schema: JsonSchema, path: string, account: Account): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties: others } = schema;
  let byPlainName: Map<string, string> | undefined;
  const fitted: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const isExact = Object.hasOwn(properties, key);
    const name = isExact ? key : ((byPlainName ??= namesByPlainName(Object.keys(properties))).get(plainName(key)) ?? key);
    const place = `${path}.${name}`;
    const expected = isExact || name !== key ? properties[name] : others;
    if (typeof expected !== 'object' || key === '__proto__') {
      account.ignoredKey(pathTo(path, key));
    } else if (isEmpty(part, expected) && expected !== others && !required.includes(name)) {
      account.repaired('empty-argument', place);
    } else {
      const fittedPart = fitValue(part, expected, place, account);
      if (name !== key) account.repaired('argument-name', place);
      if (Object.hasOwn(fitted, name) && JSON.stringify(fitted[name]) !== JSON.stringify(fittedPart)) account.conflict ??= place;
      fitted[name] = fittedPart;
    }
  }
  return fitted;
}

function fitToArray(value: unknown, schema: JsonSchema, path: string, account: Account): unknown {
  const { prefixItems, items } = schema;
  if (prefixItems !== undefined || items === undefined) {
    return Array.isArray(value) ? value.map((item, index) => fitValue(item, prefixItems?.[index] ?? {}, `${path}[${index}]`, account)) : value;
  }
  if (Array.isArray(value)) return value.map((item, index) => fitValue(item, items, `${path}[${index}]`, account));
  if (value === null || value === undefined) return value;
  account.repaired('single-item', path);
  return [fitValue(value, items, `${path}[0]`, account)];
}

/** Takes the branch that the value can be fitted to, when all that it can be fitted to give the same. */
function fitUnion(value: unknown, branches: readonly JsonSchema[], path: string, account: Account): unknown {
  if (branches.some((branch) => conforms(value, branch))) return value;
  let found: { readonly fitted: unknown; readonly text: string; readonly account: Account } | undefined;
  for (const branch of branches) {
    const own = new Account();
    const fitted = fitValue(value, branch, path, own);
    if (!conforms(fitted, branch)) continue;
    const text = JSON.stringify(fitted);
    if (found !== undefined && found.text !== text) return value;
    found ??= { fitted, text, account: own };
  }
  if (found === undefined) return value;
  account.add(found.account);
  return found.fitted;
}
