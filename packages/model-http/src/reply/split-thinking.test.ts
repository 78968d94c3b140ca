import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitThinking } from './split-thinking.ts';

const split = (pieces: readonly string[]) => {
  const splitter = splitThinking();
  const all = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  const join = (kind: string) => all.map((piece) => (piece.kind === kind ? piece.text : '')).join('');
  return { thinking: join('thinking'), text: join('text') };
};

describe('splitThinking', () => {
  it('keeps thinking at the beginning apart', () => {
    expect(split(['\n<think>Hm.</think>\n\n{"a":1}'])).toEqual({ thinking: 'Hm.', text: '{"a":1}' });
  });

  it('leaves such a mark later in the text alone', () => {
    expect(split(['a <think>b</think>'])).toEqual({ thinking: '', text: 'a <think>b</think>' });
  });

  it('takes thinking that never ends for thinking', () => {
    expect(split(['<think>Hm. </thi'])).toEqual({ thinking: 'Hm. </thi', text: '' });
  });

  it('takes the beginning of a mark that never comes for text', () => {
    expect(split(['<thi'])).toEqual({ thinking: '', text: '<thi' });
    expect(split(['  <'])).toEqual({ thinking: '', text: '  <' });
  });

  it('gives text out as soon as it can be told, and holds back no more than a mark', () => {
    const splitter = splitThinking();
    expect(splitter.push('{')).toEqual([{ kind: 'text', text: '{' }]);
    const thinking = splitThinking();
    expect(thinking.push('<think>abc</th')).toEqual([{ kind: 'thinking', text: 'abc' }]);
  });

  it('says the same however the text is cut', () => {
    const part = fc.constantFrom('<think>', '</think>', '<', '>', '/', ' ', '\n', 'think', 'a', '{"x":1}');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 8 }), (parts, cuts) => {
        const text = parts.join('');
        const at = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].toSorted((a, b) => a - b);
        const pieces = [...at, text.length].map((end, index) => text.slice(index === 0 ? 0 : at[index - 1], end));
        expect(split(pieces)).toEqual(split([text]));
      }),
    );
  });
});
