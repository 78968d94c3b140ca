import assert from 'node:assert/strict';
import { CancelledError, createCallContext, PlanweaveError, seededRandom, TimedOutError, type CallContextOptions, type LanguageModel, type ModelCall } from '@planweave/core-types';
import { manualClock } from '../clock/manual-clock.ts';
import { randomFault } from '../faults/random-fault.ts';
import { createFakeOllama, type FakeOllama, type FakeOllamaOptions } from '../ollama/create-fake-ollama.ts';
import { rejectionOf } from './rejection-of.ts';
import { registerContract, type ContractCases, type ContractOptions, type TestApi } from './test-api.ts';

/** An adapter over HTTP to be held to the contract. */
export interface HttpModelSubject extends ContractOptions {
  /** Makes an adapter that asks the model `stand-in` of this server, through Ollama's own API or its `/v1`. */
  readonly create: (server: Pick<FakeOllama, 'url' | 'fetch'>) => LanguageModel;
}

/**
 * Tests that an adapter can be trusted when a server cannot: the mistakes that are found in adapters again and again, each
 * as a case, on a fake Ollama with a manual clock, and a storm of faults in which a reply must be whole or an error.
 *
 * @example
 * ```ts no-run
 * import { describe, it } from 'node:test';
 * import { ollama } from '@planweave/ollama-client';
 * import { httpModelContract } from '@planweave/testing';
 *
 * httpModelContract({ describe, it }, { name: 'ollama', create: ({ url, fetch }) => ollama({ model: 'stand-in', host: url, fetch }) });
 * ```
 */
export function httpModelContract(api: TestApi, subject: HttpModelSubject): void {
  registerContract(api, 'HTTP model', subject, httpModelCases(subject));
}

const call: ModelCall = { messages: [{ role: 'user', content: 'What now?' }] };
/** How far a clock is moved for a call that should have ended already. */
const soon = { limitMs: 60_000 };
const text = '{"steps":[{"act":"Say","text":"Grüße 🦉"}]}';

function outcomesOf({ requests }: FakeOllama): string[] {
  return requests.map(({ outcome }) => outcome);
}

function httpModelCases({ create }: HttpModelSubject): ContractCases {
  const open = (options: FakeOllamaOptions = {}) => {
    const clock = manualClock();
    const fake = createFakeOllama({ clock, reply: () => text, ...options });
    return { clock, fake, model: create(fake), context: (more: CallContextOptions = {}) => createCallContext({ clock, ...more }) };
  };

  return {
    'T1, C65: of ten calls at once one is cancelled, and nine are complete': async () => {
      const { clock, fake, model, context } = open({ speed: { slots: 10, decodeTokensPerSecond: 10 } });
      const callers = Array.from({ length: 10 }, () => new AbortController());
      const replies = callers.map(({ signal }) => model.generate(call, context({ signal })).then((reply) => reply.text, (error: unknown) => error));
      await clock.advance(300);
      callers[2]?.abort();
      const outcomes = await clock.runUntil(Promise.all(replies));
      assert.ok(CancelledError.isInstance(outcomes[2]));
      assert.deepEqual(outcomes.toSpliced(2, 1), Array.from({ length: 9 }, () => text));
      assert.equal(outcomesOf(fake).filter((outcome) => outcome === 'disconnected').length, 1);
    },

    'T2, C60: a call is cancelled before any header, at once, and the server sees it': async () => {
      const { clock, fake, model, context } = open({ faults: [{ fault: { kind: 'delay', ms: 1e9 } }] });
      const caller = new AbortController();
      const failed = rejectionOf(model.generate(call, context({ signal: caller.signal })));
      await clock.advance(50);
      assert.equal(fake.requests.length, 1);
      caller.abort();
      assert.ok(CancelledError.isInstance(await clock.runUntil(failed, soon)));
      await clock.settle();
      assert.equal(clock.now(), 50);
      assert.deepEqual(outcomesOf(fake), ['disconnected']);
    },

    'T3, C61: a stream that is cancelled never ends as if it were complete': async () => {
      const { clock, model, context } = open({ speed: { decodeTokensPerSecond: 10 } });
      const caller = new AbortController();
      const kinds: string[] = [];
      const reading = async () => {
        for await (const chunk of model.stream(call, context({ signal: caller.signal }))) {
          kinds.push(chunk.kind);
          caller.abort();
        }
      };
      assert.ok(CancelledError.isInstance(await clock.runUntil(rejectionOf(reading()))));
      assert.deepEqual(kinds, ['text']);
    },

    'C61: a reader may leave while it waits, and the server sees it at once': async () => {
      const { clock, fake, model, context } = open({ faults: [{ fault: { kind: 'delay', ms: 1e9 } }] });
      const stream = model.stream(call, context())[Symbol.asyncIterator]();
      const waiting = stream.next();
      await clock.advance(50);
      await clock.runUntil(Promise.all([waiting, stream.return?.()]), soon);
      await clock.settle();
      assert.equal(clock.now(), 50);
      assert.deepEqual(outcomesOf(fake), ['disconnected']);
    },

    'T4, C61: after a cancelled call the server hears no more of it': async () => {
      const { clock, fake, model, context } = open({ faults: [{ fault: { kind: 'drop' }, nth: 2 }], speed: { decodeTokensPerSecond: 10 } });
      const caller = new AbortController();
      const failed = rejectionOf(model.generate(call, context({ signal: caller.signal })));
      await clock.advance(300);
      caller.abort();
      assert.ok(CancelledError.isInstance(await clock.runUntil(failed, soon)));
      await clock.advance(60_000);
      assert.equal(fake.requests.length, 1);
    },

    'C59: a call that was cancelled before it began never reaches the server': async () => {
      const { clock, fake, model, context } = open();
      const reason = new Error('changed my mind');
      const error = await clock.runUntil(rejectionOf(model.generate(call, context({ signal: AbortSignal.abort(reason) }))));
      assert.ok(CancelledError.isInstance(error));
      assert.equal(error.cause, reason);
      assert.equal(fake.requests.length, 0);
    },

    'C63: cancelling what is over has no effect': async () => {
      const { clock, fake, model, context } = open();
      const caller = new AbortController();
      const reply = await clock.runUntil(model.generate(call, context({ signal: caller.signal })));
      caller.abort();
      await clock.settle();
      assert.equal(reply.text, text);
      assert.deepEqual(outcomesOf(fake), ['completed']);
    },

    'C66: a caller who cancels when the time is over has cancelled': async () => {
      const { clock, model, context } = open({ faults: [{ fault: { kind: 'delay', ms: 1e6 } }] });
      const caller = new AbortController();
      clock.schedule(() => caller.abort(), 1_000);
      const failed = rejectionOf(model.generate(call, context({ signal: caller.signal, budgetMs: 1_000 })));
      assert.ok(CancelledError.isInstance(await clock.runUntil(failed)));
    },

    'T7, C57: a reply that drips ends at the deadline, and the server sees it': async () => {
      const { clock, fake, model, context } = open({ speed: { decodeTokensPerSecond: 1 } });
      const error = await clock.runUntil(rejectionOf(model.generate(call, context({ budgetMs: 5_500 }))));
      assert.ok(TimedOutError.isInstance(error));
      assert.equal(clock.now(), 5_500);
      await clock.settle();
      assert.deepEqual(outcomesOf(fake), ['disconnected']);
    },

    'T15, C27: a failure after status 200 is a failure of the server, worth another try': async () => {
      const { clock, model, context } = open({ faults: [{ fault: { kind: 'fail-midway', afterChunks: 2 } }] });
      const error = await clock.runUntil(rejectionOf(model.generate(call, context())));
      assert.ok(PlanweaveError.isInstance(error));
      assert.deepEqual([error.isRetryable, error.blame], [true, 'server']);
    },

    'T30, C30: nothing, blanks, and an error in the place of an answer are no answer': async () => {
      for (const reply of ['', ' \n \n']) {
        const { clock, model, context } = open({ reply: () => reply });
        assert.ok(PlanweaveError.isInstance(await clock.runUntil(rejectionOf(model.generate(call, context())))));
      }
      for (const body of [{ error: 'oops' }, 'null', '"error"', '']) {
        const { clock, model, context } = open({ faults: [{ fault: { kind: 'status', status: 200, body } }] });
        assert.ok(PlanweaveError.isInstance(await clock.runUntil(rejectionOf(model.generate(call, context())))), JSON.stringify(body));
      }
    },

    'T31, C54: 400 seconds of silence are no failure when there is time': async () => {
      const { clock, model, context } = open({ speed: { loadMs: 400_000 } });
      const reply = await clock.runUntil(model.generate(call, context({ budgetMs: 500_000 })));
      assert.equal(reply.text, text);
      assert.ok(clock.now() >= 400_000);
    },

    'whatever goes wrong, a call gives the whole text or one error, never late, and leaves nothing behind': async () => {
      for (let seed = 0; seed < 200; seed += 1) await surviveStorm(seed);
    },
  };

  async function surviveStorm(seed: number): Promise<void> {
    const random = seededRandom(seed);
    const { clock, fake, model, context } = open({ speed: { loadMs: 100, decodeTokensPerSecond: 50 } });
    const faults = Array.from({ length: 1 + (seed % 3) }, () => randomFault(random));
    for (const fault of faults) fake.inject(fault);
    const what = `with seed ${seed}: ${JSON.stringify(faults)}`;
    for (let round = 0; round < 2; round += 1) {
      const endsAt = clock.now() + 10_000;
      const outcome: unknown = await clock.runUntil(model.generate(call, context({ budgetMs: 10_000 })).then((reply) => reply.text, (error: unknown) => error));
      assert.ok(clock.now() <= endsAt, `late, ${what}`);
      assert.ok(outcome === text || (PlanweaveError.isInstance(outcome) && outcome.blame !== 'plug-in'), `${String(outcome)} ${what}`);
    }
    await fake.stop();
    await clock.settle();
    assert.equal(clock.pending, 0, `timers are left, ${what}`);
  }
}
