import type { JsonSchema } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { Account } from '../steps/account.ts';
import { fitObject, fitValue } from './fit-value.ts';

const cell: JsonSchema = { type: 'object', properties: { x: { type: 'integer' }, y: { type: 'integer' } }, required: ['x', 'y'], additionalProperties: false };

function fit(value: unknown, schema: JsonSchema) {
  const account = new Account();
  const before = JSON.stringify(value);
  const fitted = fitValue(value, schema, '$', account);
  expect(JSON.stringify(value)).toBe(before);
  return { fitted, kinds: account.repairs.map((repair) => repair.kind) };
}

describe('fitValue', () => {
  it.each<[string, unknown, JsonSchema, unknown, string[]]>([
    ['a number as text', '12', { type: 'integer' }, 12, ['number']],
    ['a number with a sign and a point', ' +12.50 ', { type: 'number' }, 12.5, ['number']],
    ['a number with an exponent', '1e2', { type: 'number' }, 100, ['number']],
    ['a number with leading zeros', '007', { type: 'integer' }, 7, ['number']],
    ['a single number', [3], { type: 'number' }, 3, ['single-item']],
    ['a truth in words', 'False', { type: 'boolean' }, false, ['boolean']],
    ['a number for a text', 12, { type: 'string' }, '12', ['text']],
    ['a member in another case', 'Take Cover', { enum: ['take_cover', 'run'] }, 'take_cover', ['enum']],
    ['a number among members', '2', { enum: [1, 2] }, 2, ['enum']],
    ['a constant in another case', 'ON', { const: 'on' }, 'on', ['enum']],
    ['a list for a position', [1, '2'], cell, { x: 1, y: 2 }, ['position']],
    ['a text for a position', '(1, 2)', cell, { x: 1, y: 2 }, ['position']],
    ['a position in a list', [[1, 2]], cell, { x: 1, y: 2 }, ['position']],
    ['one position for a list of them', { x: 1, y: 2 }, { type: 'array', items: cell }, [{ x: 1, y: 2 }], ['single-item']],
    ['positions in a tuple', [[1, 2], 'up'], { type: 'array', prefixItems: [cell, { enum: ['UP'] }] }, [{ x: 1, y: 2 }, 'UP'], ['position', 'enum']],
    ['values under free keys', { a: '1' }, { type: 'object', additionalProperties: { type: 'integer' } }, { a: 1 }, ['number']],
    ['the one branch of a union that fits', '5', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 5, ['number']],
    ['the one branch of a union by its keys', { Kind: 'CRATER', radius: '3' }, { anyOf: [{ type: 'object', properties: { kind: { const: 'crater' }, radius: { type: 'number' } }, required: ['kind', 'radius'], additionalProperties: false }, { type: 'object', properties: { kind: { const: 'lake' }, depth: { type: 'number' } }, required: ['kind', 'depth'], additionalProperties: false }] }, { kind: 'crater', radius: 3 }, ['enum', 'argument-name', 'number']],
  ])('puts right %s', (_, value, schema, expected, kinds) => {
    expect(fit(value, schema)).toEqual({ fitted: expected, kinds });
  });

  it.each<[string, unknown, JsonSchema]>([
    ['a number that is one', 12.5, { type: 'integer' }],
    ['a unit', '12m', { type: 'number' }],
    ['a decimal comma', '1,5', { type: 'number' }],
    ['an infinity', 'Infinity', { type: 'number' }],
    ['a truth for a number', true, { type: 'number' }],
    ['a number for a truth', 1, { type: 'boolean' }],
    ['an object for a text', { a: 1 }, { type: 'string' }],
    ['two numbers for one', [1, 2], { type: 'number' }],
    ['three numbers for a position', [1, 2, 3], cell],
    ['words for a position', 'north, east', cell],
    ['a member that two could be', 'A', { enum: ['a', 'A-', 'a_'] }],
    ['no member', 'fly', { enum: ['walk', 'run'] }],
    ['nothing for a list', null, { type: 'array', items: cell }],
    ['a union that already fits', '5', { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
    ['a union that fits twice', '1', { anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'boolean' } }, { type: 'array', items: { type: 'integer' } }] }],
  ])('leaves alone %s', (_, value, schema) => {
    expect(fit(value, schema)).toEqual({ fitted: value, kinds: [] });
  });
});

describe('fitObject', () => {
  const schema: JsonSchema = { type: 'object', properties: { target_id: { type: 'integer' }, mood: { enum: ['calm', 'angry'] } }, required: ['target_id'], additionalProperties: false };

  it('leaves out optional parts that are empty, but not required ones', () => {
    const account = new Account();
    expect(fitObject({ target_id: null, mood: '' }, schema, '$', account)).toEqual({ target_id: null });
    expect(account.repairs).toEqual([{ kind: 'empty-argument', path: '$.mood' }]);
  });

  it('notes a conflict when two keys give one part different values, and none when they agree', () => {
    const account = new Account();
    fitObject({ targetId: 1, 'Target-ID': '1' }, schema, '$', account);
    expect(account.conflict).toBeUndefined();
    fitObject({ targetId: 1, TARGET_ID: 2 }, schema, '$', account);
    expect(account.conflict).toBe('$.target_id');
  });

  it('keeps names that belong to JavaScript out', () => {
    const fitted = fitObject(JSON.parse('{"target_id":1,"__proto__":{"a":1},"constructor":1}') as Record<string, unknown>, schema, '$', new Account());
    expect(Object.keys(fitted)).toEqual(['target_id']);
    expect(Object.getPrototypeOf(fitted)).toBe(Object.prototype);
  });
});
