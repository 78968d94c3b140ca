import { describe, expect, it } from 'vitest';
import { assertClaims } from './assert-claims.ts';

/** Runs a program of assertions and says what failed. */
async function problemOf(code: string): Promise<string | undefined> {
  try {
    await import(`data:text/javascript,${encodeURIComponent(assertClaims(code))}`);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('assertClaims', () => {
  it('compares an expression with the value on its line', async () => {
    expect(await problemOf('1 + 1; //=> 2')).toBeUndefined();
    expect(await problemOf('1 + 1; //=> 3')).toContain('Expected values to be strictly deep-equal');
  });

  it('compares an expression over several lines with the value on the line below', async () => {
    expect(await problemOf('[1, 2]\n  .map((n) => n * 2);\n//=> [2, 4]')).toBeUndefined();
    expect(await problemOf('[1, 2]\n  .map((n) => n * 2);\n//=> [2, 5]')).toBeDefined();
  });

  it('compares a constant with the value behind it', async () => {
    expect(await problemOf("const word = 'a' + 'b'; //=> 'ab'")).toBeUndefined();
    expect(await problemOf("const word = 'a' + 'b'; //=> 'ba'")).toBeDefined();
  });

  it('awaits', async () => {
    expect(await problemOf('await Promise.resolve({ a: [1] }); //=> { a: [1] }')).toBeUndefined();
  });

  it.each(['NaN; //=> NaN', 'undefined; //=> undefined', '-0; //=> -0', "'//'; //=> '//'"])('accepts %s', async (code) => {
    expect(await problemOf(code)).toBeUndefined();
  });

  it('tells 0 from -0, and an absent key from an undefined one', async () => {
    expect(await problemOf('0; //=> -0')).toBeDefined();
    expect(await problemOf('({}); //=> { a: undefined }')).toBeDefined();
  });

  it('compares inside functions too', async () => {
    expect(await problemOf('for (const n of [1, 2]) {\n  n; //=> 1\n}')).toBeDefined();
  });

  it('keeps every line where it was', () => {
    const code = 'const a = 1;\na + 1;\n//=> 2\n\na;\n';
    expect(assertClaims(code).split('\n')).toHaveLength(code.split('\n').length);
    expect(assertClaims(code).split('\n')[4]).toBe('a;');
  });

  it('leaves a program without claims alone', () => {
    expect(assertClaims("console.log('=>');\n")).toBe("console.log('=>');\n");
  });

  it('refuses a claim about nothing, naming its line', () => {
    expect(() => assertClaims('const a = 1;\n\nif (a) {\n}\n//=> 2')).toThrow(expect.objectContaining({ name: 'SyntaxError', line: 5 }));
  });
});
