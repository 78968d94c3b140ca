import { describe, expect, it } from 'vitest';
import { replyOf } from './reply-of.ts';

const text = { kind: 'text', text: 'Hi' } as const;

describe('replyOf', () => {
  it('gives the reply at the end, read to the last chunk', async () => {
    let isRead = false;
    async function* stream() {
      yield* [text, { kind: 'end', reply: 7 } as const];
      await Promise.resolve();
      isRead = true;
    }
    expect(await replyOf(stream())).toBe(7);
    expect(isRead).toBe(true);
  });

  it('takes no stream without its end for a reply', async () => {
    await expect(replyOf(ReadableStream.from([text]))).rejects.toThrow('ended without a chunk of the kind "end"');
  });
});
