import { ModelServerError, sleep, type LanguageModel, type ModelReply } from '@planweave/core-types';

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

/** The same, but it takes a while. */
export function waitingModel(text: string, delayMs: number): InstantModel {
  const instant = instantModel(text);
  return {
    id: 'waiting',
    get calls() {
      return instant.calls;
    },
    async generate(call, context) {
      await sleep(context.clock, delayMs, context.signal);
      return instant.generate(call, context);
    },
    async *stream(call, context) {
      await sleep(context.clock, delayMs, context.signal);
      yield* instant.stream(call, context);
    },
  };
}

/** A model whose every call fails at once, as when its server breaks down. */
export function instantFailure(): LanguageModel {
  return {
    id: 'failing',
    generate: () => Promise.reject(failure()),
    // oxlint-disable-next-line eslint/require-yield
    async *stream() {
      throw failure();
    },
  };
}

function failure(): ModelServerError {
  return new ModelServerError({ message: 'The model failed, as it was told to', model: 'failing', host: 'nowhere' });
}
