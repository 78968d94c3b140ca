import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import {
  CancelledError,
  createCallContext,
  deepFreeze,
  PlanweaveError,
  systemClock,
  TimedOutError,
  type Clock,
  type LanguageModel,
  type ModelCall,
  type ModelChunk,
  type ModelReply,
} from '@planweave/core-types';
import { chunksOf, textOf } from '../models/chunks-of.ts';
import { rejectionOf } from './rejection-of.ts';
import { registerContract, type ContractCases, type ContractOptions, type TestApi } from './test-api.ts';

/** A language model to be held to the contract. */
export interface LanguageModelSubject extends ContractOptions {
  /** Makes a model that answers {@link call} with some text. Called once a case. */
  readonly create: () => LanguageModel | Promise<LanguageModel>;
  /** Makes a model whose server fails; without it, the cases about failures are skipped. */
  readonly createBroken?: () => LanguageModel | Promise<LanguageModel>;
  /** What the model is asked. @default one short user message */
  readonly call?: ModelCall;
  /** The clock that the model works on. @default systemClock */
  readonly clock?: Clock;
  /** Moves that clock until a promise settles, as `manualClock().runUntil` does. @default waits */
  readonly drive?: <Result>(promise: Promise<Result>) => Promise<Result>;
}

/**
 * Tests that anything calling itself a `LanguageModel` can be put under a planner: whole replies, honest streams, and the
 * right error for whoever cancels or runs out of time.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { languageModelContract, scriptedModel } from '@planweave/testing';
 *
 * languageModelContract({ describe, it }, { name: 'a scripted model', create: () => scriptedModel([], { otherwise: '{"steps":[]}', chunkSize: 3 }) });
 * ```
 */
export function languageModelContract(api: TestApi, subject: LanguageModelSubject): void {
  const cases = languageModelCases(subject);
  const skip = { ...subject.skip, ...(subject.createBroken === undefined ? { [brokenCase]: 'no broken model was given' } : {}) };
  registerContract(api, 'LanguageModel', { name: subject.name, skip }, cases);
}

const brokenCase = 'a failing server is told as an error of the toolkit, from both methods';

function languageModelCases(subject: LanguageModelSubject): ContractCases {
  const { create, createBroken, clock = systemClock, drive = (promise) => promise } = subject;
  const call = deepFreeze(subject.call ?? { messages: [{ role: 'user', content: 'What is the plan?' } as const] });
  const contextOf = (signal = new AbortController().signal) => createCallContext({ clock, signal, requestId: 'contract' });
  const generate = async () => drive((await create()).generate(call, contextOf()));

  return {
    'its id is a text that stays the same': async () => {
      const model = await create();
      assert.notEqual(model.id, '');
      assert.equal(typeof model.id, 'string');
      assert.equal(model.id, model.id);
    },

    'generate gives a whole reply with counts and times that can be': async () => {
      checkReply(await generate());
    },

    'stream ends with exactly one end, whose reply has the text of all pieces': async () => {
      const model = await create();
      const chunks = await drive(chunksOf(model.stream(call, contextOf())));
      const { text, thinking, reply } = summaryOf(chunks);
      assert.equal(chunks.filter(({ kind }) => kind === 'end').length, 1);
      assert.equal(chunks.at(-1)?.kind, 'end');
      checkReply(reply);
      assert.equal(text, reply?.text);
      assert.equal(thinking, reply?.thinking ?? '');
    },

    'a call that was cancelled before it began rejects with a CancelledError': async () => {
      const model = await create();
      const cancelled = contextOf(AbortSignal.abort());
      assert.ok(CancelledError.isInstance(await drive(rejectionOf(model.generate(call, cancelled)))));
      assert.ok(CancelledError.isInstance(await drive(rejectionOf(chunksOf(model.stream(call, cancelled))))));
    },

    'a call that is cancelled on its way rejects with a CancelledError': async () => {
      const model = await create();
      const caller = new AbortController();
      const outcome = rejectionOf(model.generate(call, contextOf(caller.signal)));
      caller.abort();
      assert.ok(CancelledError.isInstance(await drive(outcome)));
    },

    'a stream that is cancelled after its first piece ends as it should, or with a CancelledError': async () => {
      const model = await create();
      const caller = new AbortController();
      const reading = async () => {
        for await (const chunk of model.stream(call, contextOf(caller.signal))) if (chunk.kind !== 'end') caller.abort();
      };
      const error = await drive(reading().then(() => undefined, (thrown: unknown) => thrown));
      assert.ok(error === undefined || CancelledError.isInstance(error), `it rejected with ${String(error)}`);
    },

    'a call whose time is over rejects with a TimedOutError': async () => {
      const model = await create();
      const late = createCallContext({ clock, budgetMs: 0 });
      assert.ok(TimedOutError.isInstance(await drive(rejectionOf(model.generate(call, late)))));
      assert.ok(TimedOutError.isInstance(await drive(rejectionOf(chunksOf(model.stream(call, late))))));
    },

    'a reader may leave early, and the next call works': async () => {
      const model = await create();
      await drive(firstOf(model.stream(call, contextOf())));
      checkReply(await drive(model.generate(call, contextOf())));
    },

    'calls at the same time each get a reply of their own': async () => {
      const model = await create();
      const replies = await drive(Promise.all([1, 2, 3].map(() => model.generate(call, contextOf()))));
      for (const reply of replies) checkReply(reply);
      assert.equal(new Set(replies).size, 3);
    },

    'no listener stays on the signal of the caller, however a call ends': async () => {
      const model = await create();
      const caller = new AbortController();
      await drive(model.generate(call, contextOf(caller.signal)));
      await drive(chunksOf(model.stream(call, contextOf(caller.signal))));
      await drive(firstOf(model.stream(call, contextOf(caller.signal))));
      await drive(model.generate(call, createCallContext({ clock, budgetMs: 0, signal: caller.signal })).catch(() => {}));
      const broken = await createBroken?.();
      if (broken !== undefined) await drive(broken.generate(call, contextOf(caller.signal)).catch(() => {}));
      assert.equal(getEventListeners(caller.signal, 'abort').length, 0);
    },

    [brokenCase]: async () => {
      const model = await createBroken?.();
      assert.ok(model !== undefined);
      for (const error of [await drive(rejectionOf(model.generate(call, contextOf()))), await drive(rejectionOf(chunksOf(model.stream(call, contextOf()))))]) {
        assert.ok(PlanweaveError.isInstance(error), `it rejected with ${String(error)}`);
        assert.ok(!CancelledError.isInstance(error));
      }
    },
  };
}

async function firstOf(stream: AsyncIterable<ModelChunk>): Promise<ModelChunk | undefined> {
  for await (const chunk of stream) return chunk;
  return undefined;
}

function summaryOf(chunks: readonly ModelChunk[]) {
  const last = chunks.at(-1);
  const thinking = chunks.map((chunk) => (chunk.kind === 'thinking' ? chunk.text : '')).join('');
  return { text: textOf(chunks), thinking, reply: last?.kind === 'end' ? last.reply : undefined };
}

function checkReply(reply: ModelReply | undefined): void {
  assert.ok(reply !== undefined, 'there is no reply');
  assert.equal(typeof reply.text, 'string');
  assert.notEqual(reply.model, '');
  assert.ok(reply.finishReason === 'stop' || reply.finishReason === 'length', 'the finish reason is neither stop nor length');
  for (const [name, value] of [...Object.entries(reply.usage), ...Object.entries(reply.timings)] as [string, unknown][]) {
    assert.ok(typeof value === 'number' && value >= 0 && Number.isFinite(value), `${name} is ${String(value)}`);
  }
  assert.ok(reply.timings.firstTokenMs <= reply.timings.totalMs, 'the first token came after the last');
}
