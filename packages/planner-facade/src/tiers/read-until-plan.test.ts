import { createCallContext, type ModelChunk, type ModelReply } from '@planweave/core-types';
import { manualClock } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { readUntilPlan } from './read-until-plan.ts';

const reply: ModelReply = {
  text: 'ab',
  model: 'm',
  finishReason: 'stop',
  usage: { promptTokens: 1, replyTokens: 1 },
  timings: { totalMs: 1, firstTokenMs: 1, loadMs: 0, prefillMs: 0, decodeMs: 0 },
};
const text = (piece: string): ModelChunk => ({ kind: 'text', text: piece });

/** Takes text and is done at the first `}`. */
function reader() {
  const seen: string[] = [];
  return {
    seen,
    push: (piece: string) => void seen.push(piece),
    get isDone() {
      return seen.join('').includes('}');
    },
  };
}

/** A model that gives these chunks, then waits for ever if told so, and notes when it is stopped. */
function model(chunks: readonly ModelChunk[], hangs = false) {
  const state = { given: 0, isStopped: false };
  async function* stream(): AsyncGenerator<ModelChunk> {
    try {
      for (const chunk of chunks) {
        state.given += 1;
        yield chunk;
      }
      if (hangs) await new Promise(() => {});
    } finally {
      state.isStopped = true;
    }
  }
  return { state, stream };
}

describe('readUntilPlan', () => {
  it('reads to the end of a reply that ends with the plan, and gives its account', async () => {
    const { stream } = model([text('{a'), { kind: 'thinking', text: 'hm }' }, text('b}'), text('\n'), { kind: 'end', reply }]);
    const taken = reader();
    expect(await readUntilPlan(stream(), taken, createCallContext({ clock: manualClock() }))).toBe(reply);
    expect(taken.seen).toEqual(['{a', 'b}', '\n']);
  });

  it('stops a model that goes on writing after the plan', async () => {
    const { stream, state } = model([text('{}'), text(' And now a poem'), text('more'), { kind: 'end', reply }]);
    const taken = reader();
    expect(await readUntilPlan(stream(), taken, createCallContext({ clock: manualClock() }))).toBeUndefined();
    expect(taken.seen).toEqual(['{}']);
    await Promise.resolve();
    expect(state).toEqual({ given: 2, isStopped: true });
  });

  it('does not wait long for an end that does not come', async () => {
    const clock = manualClock();
    const done = readUntilPlan(model([text('{}')], true).stream(), reader(), createCallContext({ clock }));
    await clock.advance(40);
    expect(await done).toBeUndefined();
  });

  it('passes a failure before the plan on and forgives one after it', async () => {
    async function* fails(first: string): AsyncGenerator<ModelChunk> {
      yield text(first);
      throw new Error('lost');
    }
    await expect(readUntilPlan(fails('{'), reader(), createCallContext({ clock: manualClock() }))).rejects.toThrow('lost');
    expect(await readUntilPlan(fails('{}'), reader(), createCallContext({ clock: manualClock() }))).toBeUndefined();
  });
});
