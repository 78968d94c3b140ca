import { describe, expect, it } from 'vitest';
import { isJsonObject, parseJson } from './parse-json.ts';

describe('parseJson', () => {
  it('gives the value, or undefined for a text that is no JSON', () => {
    expect(parseJson(' {"a":[1,null]}\n')).toEqual({ a: [1, null] });
    for (const text of ['', '{', '{"a":1}{', 'undefined', "{'a':1}"]) expect(parseJson(text)).toBeUndefined();
  });
});

describe('isJsonObject', () => {
  it('knows an object from everything else', () => {
    expect(isJsonObject({})).toBe(true);
    for (const value of [null, [], 'x', 1, undefined, true]) expect(isJsonObject(value)).toBe(false);
  });
});
