import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { CancelledError, createCallContext, ModelServerError, sleep, type CallContext, type Policy } from '@planweave/core-types';
import { manualClock } from '../clock/manual-clock.ts';
import { rejectionOf } from './rejection-of.ts';
import { registerContract, type ContractCases, type ContractOptions, type TestApi } from './test-api.ts';

/** A policy to be held to the contract. */
export interface PolicySubject extends ContractOptions {
  /** Makes a fresh policy that lets single calls through. Called once a case. */
  readonly create: () => Policy;
}

/**
 * Tests that anything calling itself a `Policy` may be put around work: it hands on results and the caller's will, stays
 * within the deadline, and leaves nothing behind.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Policy } from '@planweave/core-types';
 * import { policyContract } from '@planweave/testing';
 *
 * const create = (): Policy => ({ name: 'direct', execute: async (operation, context) => operation(context) });
 * policyContract({ describe, it }, { name: 'no policy at all', create });
 * ```
 */
export function policyContract(api: TestApi, subject: PolicySubject): void {
  registerContract(api, 'Policy', subject, policyCases(subject));
}

function policyCases({ create }: PolicySubject): ContractCases {
  return {
    'it has a name': () => {
      const { name } = create();
      assert.equal(typeof name, 'string');
      assert.notEqual(name, '');
    },

    'it hands on the result': async () => {
      const result = { plan: 1 };
      assert.equal(await create().execute(async () => result, createCallContext({ clock: manualClock() })), result);
    },

    'it rejects, and never throws, when the operation throws at once': async () => {
      const clock = manualClock();
      const outcome = create().execute(fail, createCallContext({ clock }));
      assert.ok((await clock.runUntil(rejectionOf(outcome))) instanceof Error);
    },

    'it hands the operation the request it belongs to': async () => {
      const context = frozenContext(manualClock());
      const seen = await create().execute(async (given) => given, context);
      assert.equal(seen.requestId, context.requestId);
      assert.equal(seen.priority, context.priority);
      assert.equal(seen.clock, context.clock);
      assert.equal(seen.agentId, context.agentId);
    },

    'it never gives more time than there is': async () => {
      const context = createCallContext({ clock: manualClock(), budgetMs: 100 });
      const seen = await create().execute(async (given) => given, context);
      assert.ok(seen.deadline.at <= context.deadline.at);
    },

    'a caller who leaves stops the operation and gets a CancelledError': async () => {
      const clock = manualClock();
      const caller = new AbortController();
      let calls = 0;
      const outcome = rejectionOf(
        create().execute(
          async (context) => {
            calls += 1;
            await sleep(clock, 1000, context.signal);
          },
          createCallContext({ clock, signal: caller.signal }),
        ),
      );
      await clock.advance(10);
      caller.abort();
      assert.ok(CancelledError.isInstance(await clock.runUntil(outcome)));
      await clock.advance(60_000);
      assert.equal(calls, 1, 'what the caller cancelled must not be tried again');
    },

    'a caller who has left already gets a CancelledError': async () => {
      const clock = manualClock();
      const outcome = create().execute(
        (context) => sleep(clock, 1000, context.signal),
        createCallContext({ clock, signal: AbortSignal.abort() }),
      );
      assert.ok(CancelledError.isInstance(await clock.runUntil(rejectionOf(outcome))));
    },

    'it leaves no timer and no listener behind, however the work ends': async () => {
      const clock = manualClock();
      const caller = new AbortController();
      const context = () => createCallContext({ clock, signal: caller.signal, budgetMs: 1_000_000 });
      const endings = [async () => 1, () => Promise.reject(failure()), (given: CallContext) => sleep(clock, 5, given.signal)];
      for (const operation of endings) {
        await clock.runUntil(create().execute<unknown>(operation, context()).catch(() => {}));
        assert.equal(clock.pending, 0, 'a timer is left');
        assert.equal(getEventListeners(caller.signal, 'abort').length, 0, 'a listener is left on the signal');
      }
    },

    'calls at the same time do not meet': async () => {
      const clock = manualClock();
      const policy = create();
      const calls = [30, 10, 20].map((ms) =>
        policy.execute(async (context) => {
          await sleep(clock, ms, context.signal);
          return ms;
        }, createCallContext({ clock, requestId: `call ${ms}` })),
      );
      assert.deepEqual(await clock.runUntil(Promise.all(calls)), [30, 10, 20]);
    },

    'it changes nothing in the context it is given': async () => {
      const clock = manualClock();
      await clock.runUntil(create().execute(async () => 1, frozenContext(clock)));
    },
  };
}

function frozenContext(clock: ReturnType<typeof manualClock>): CallContext {
  return Object.freeze(createCallContext({ clock, requestId: 'contract', agentId: 'guard-7', priority: 'high', budgetMs: 1000 }));
}

function fail(): never {
  throw failure();
}

function failure(): ModelServerError {
  return new ModelServerError({ message: 'The operation failed, as the contract wants', model: 'contract', host: 'nowhere', isRetryable: false });
}
