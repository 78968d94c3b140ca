import { describe, expect, it } from 'vitest';
import { body } from '../fixture/parrot.ts';
import { boundedText } from './bounded-text.ts';

describe('boundedText', () => {
  it('gives the whole text up to the bound, and the beginning of a longer one', async () => {
    expect(await boundedText(body(['ab', 'c']), 3)).toEqual({ text: 'abc', isWhole: true });
    expect(await boundedText(body(['ab', 'cd']), 3)).toEqual({ text: 'abc', isWhole: false });
    expect(await boundedText(null, 3)).toEqual({ text: '', isWhole: true });
  });

  it('does not receive the rest', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1_000).fill(0x78));
      },
    });
    expect((await boundedText(endless, 2_500)).text).toHaveLength(2_500);
    expect(sent).toBeLessThan(6);
  });

  it('keeps a character whose bytes come apart, and replaces bytes that are none', async () => {
    const owl = new TextEncoder().encode('🦉');
    const cut = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(owl.subarray(0, 2));
        controller.enqueue(owl.subarray(2));
        controller.enqueue(Uint8Array.of(0xff));
        controller.close();
      },
    });
    expect(await boundedText(cut, 100)).toEqual({ text: '🦉\ufffd', isWhole: true });
  });
});
