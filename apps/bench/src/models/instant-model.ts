import type { LanguageModel, ModelReply } from '@planweave/core-types';

/** A model that has its reply at once. */
export interface InstantModel extends LanguageModel {
  /** How often it was asked. */
  readonly calls: number;
}

/** A model without a server and without a memory, so that nothing but the planner is measured. It gives one reply to everything. */
export function instantModel(text: string): InstantModel {
  let calls = 0;
  const reply: ModelReply = Object.freeze({
    text,
    model: 'instant',
    finishReason: 'stop',
    usage: Object.freeze({ promptTokens: 600, replyTokens: 60 }),
    timings: Object.freeze({ totalMs: 0, firstTokenMs: 0, loadMs: 0, prefillMs: 0, decodeMs: 0 }),
  });
  return {
    id: 'instant',
    get calls() {
      return calls;
    },
    generate() {
      calls += 1;
      return Promise.resolve(reply);
    },
    async *stream() {
      calls += 1;
      yield { kind: 'text', text };
      yield { kind: 'end', reply };
    },
  };
}
