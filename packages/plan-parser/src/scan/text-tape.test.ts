import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextTape } from './text-tape.ts';

describe('TextTape', () => {
  it('gives back any piece of what was appended, as one string would', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 12 }), fc.nat(80), fc.nat(80), fc.nat(80), (chunks, from, length, kept) => {
        const tape = new TextTape();
        for (const chunk of chunks) tape.append(chunk);
        const text = chunks.join('');
        expect([tape.toString(), tape.length, tape.slice(from, from + length)]).toEqual([text, text.length, text.slice(from, from + length)]);
        tape.truncate(kept);
        tape.append('end');
        expect(tape.toString()).toBe(`${text.slice(0, kept)}end`);
        expect(tape.slice(kept - 1, kept + 9)).toBe(`${text.slice(0, kept)}end`.slice(Math.max(0, kept - 1), kept + 9));
      }),
    );
  });
});
