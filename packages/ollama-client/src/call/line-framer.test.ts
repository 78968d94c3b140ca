import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineFramer } from './line-framer.ts';

const frame = (pieces: readonly string[], isWhole = true) => {
  const lines: string[] = [];
  let isComplete = false;
  const rules = { maxLineLength: 100, judge: (line: string) => (line === 'END' ? ('end' as const) : ('part' as const)), broken: (problem: string) => new Error(problem) };
  const outlet = {
    emit: (bytes: Uint8Array) => void lines.push(new TextDecoder().decode(bytes)),
    complete: () => {
      isComplete = true;
    },
  };
  const framer = lineFramer(rules, outlet);
  for (const piece of pieces) framer.push(piece);
  framer.end(isWhole);
  return { lines, isComplete };
};

describe('lineFramer', () => {
  it('gives the lines that are not blank, each with a line feed', () => {
    expect(frame(['a\r\n\n', ' b \nEN', 'D'])).toEqual({ lines: ['a\n', 'b\n', 'END\n'], isComplete: true });
  });

  it('looks at nothing after the line that completes the reply', () => {
    expect(frame(['END\nlater\n'])).toEqual({ lines: ['END\n'], isComplete: true });
  });

  it('does not take the beginning of a line for a line when the body broke off', () => {
    expect(frame(['a\nEND'], false)).toEqual({ lines: ['a\n'], isComplete: false });
  });

  it('bounds a line, also one that comes in many pieces', () => {
    expect(frame(['x'.repeat(100)]).lines).toHaveLength(1);
    expect(() => frame(['x'.repeat(101)])).toThrow('a line of more than 100 characters');
    expect(() => frame(Array.from({ length: 101 }, () => 'x'))).toThrow('a line of more than 100 characters');
    expect(frame(Array.from({ length: 60 }, () => 'x\n')).lines).toHaveLength(60);
  });

  it('says the same however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', ' ', 'END', 'bc')), (parts) => {
        expect(frame(parts)).toEqual(frame([parts.join('')]));
        expect(frame(parts.join('').split(''))).toEqual(frame([parts.join('')]));
      }),
    );
  });
});
