import { PlanweaveError } from '@planweave/core-types';
import type { Fault } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, fixture } from './fixture.ts';

const text = '{"steps":[{"act":"Say","text":"Grüße 🦉"}]}';
const afterChunks = fc.nat(12);
const how = <Value extends string>(...values: readonly Value[]) => fc.constantFrom(...values);

/** Faults of the connection, the server and the protocol; none that changes what the model wrote. */
const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), how: how('reset', 'close') }),
  fc.record({ kind: fc.constant('delay' as const), ms: fc.nat(20_000) }),
  fc.record({ kind: fc.constant('stall' as const), afterChunks, forMs: fc.nat(20_000) }),
  fc.record({ kind: fc.constant('cut' as const), afterBytes: fc.nat(2_000), how: how('reset', 'close') }),
  fc.record({ kind: fc.constant('unfinished' as const), afterChunks }),
  fc.record({ kind: fc.constant('fail-midway' as const), afterChunks }),
  fc.record({ kind: fc.constant('status' as const), status: fc.integer({ min: 400, max: 599 }), body: fc.oneof(fc.string(), fc.json()) }),
  fc.constant<Fault>({ kind: 'queue-full' }),
  fc.record({ kind: fc.constant('corrupt' as const), how: how('garbage-line', 'blank-lines', 'null-line', 'crlf', 'bom', 'no-final-newline', 'two-objects'), afterChunks }),
  fc.record({ kind: fc.constant('rechunk' as const), how: how('bytes', 'split-utf8', 'single-write') }),
  fc.record({ kind: fc.constant('reload' as const), loadMs: fc.nat(20_000) }),
  fc.record({ kind: fc.constant('crash' as const), during: how('load', 'prompt', 'stream'), outOfMemory: fc.boolean() }),
  fc.record({ kind: fc.constant('hang-up' as const), when: how('idle', 'next-request') }),
  fc.record({ kind: fc.constant('metrics' as const), how: how('missing', 'zero', 'negative', 'huge', 'truncated-prompt') }),
  fc.record({ kind: fc.constant('proxy' as const), how: how('bad-gateway', 'gateway-timeout', 'too-large', 'buffering', 'retry-after') }),
);

describe('openai-client under faults', () => {
  it('gives the whole text or one error of the toolkit, never late, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(faults, { minLength: 1, maxLength: 3 }), async (chosen) => {
        const { fake, model, clock, context, run } = fixture({ reply: () => text, speed: { loadMs: 100, decodeTokensPerSecond: 50 } });
        for (const fault of chosen) fake.inject(fault);
        for (let round = 0; round < 2; round += 1) {
          const endsAt = clock.now() + 10_000;
          const outcome: unknown = await run(model.generate(call, context({ budgetMs: 10_000 })).then((reply) => reply.text, (error: unknown) => error));
          expect(clock.now()).toBeLessThanOrEqual(endsAt);
          expect(outcome === text || PlanweaveError.isInstance(outcome)).toBe(true);
          expect(outcome).not.toMatchObject({ code: 'PLANWEAVE_PLUG_IN_FAILED' });
        }
        await fake.stop();
        await clock.settle();
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
