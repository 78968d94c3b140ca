import { manualClock } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { body } from '../fixture/parrot.ts';
import { beginningOf } from './beginning-of.ts';

const begin = (given: ReadableStream<Uint8Array> | null, bounds: { readonly maxBytes?: number; readonly maxMs?: number } = {}) => {
  const clock = manualClock();
  return { clock, text: beginningOf(given, { maxBytes: 3, maxMs: 100, clock, ...bounds }) };
};

describe('beginningOf', () => {
  it('gives a text up to the bound, and leaves no timer', async () => {
    for (const [pieces, expected] of [[['ab', 'c'], 'abc'], [['ab', 'cd'], 'abc'], [[], '']] as const) {
      const { clock, text } = begin(body(pieces));
      expect(await text).toBe(expected);
      expect(clock.pending).toBe(0);
    }
    expect(await begin(null).text).toBe('');
  });

  it('gives what came of a body that breaks off, or that does not end in time', async () => {
    expect(await begin(body(['ab'], 'break')).text).toBe('ab');
    const { clock, text } = begin(body(['ab'], 'hang'));
    expect(await clock.runUntil(text)).toBe('ab');
    expect(clock.now()).toBe(100);
  });

  it('does not receive the rest', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1_000).fill(0x78));
      },
    });
    expect(await begin(endless, { maxBytes: 2_500 }).text).toHaveLength(2_500);
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
    expect(await begin(cut, { maxBytes: 100 }).text).toBe('🦉\ufffd');
  });
});
