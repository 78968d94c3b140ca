import { BadRequestError, createCallContext, ModelNotFoundError, seededRandom, ServerBusyError, ServerUnreachableError, sleep, type CallContextOptions, type LanguageModel, type ModelCall } from '@planweave/core-types';
import { manualClock, scriptedModel, type ManualClock, type ScriptedReply } from '@planweave/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { modelRouter } from './model-router.ts';

const where = { model: 'm', host: 'http://10.0.0.1' };
const down = () => new ServerUnreachableError({ message: 'down', ...where });
const call: ModelCall = { messages: [{ role: 'user', content: 'Plan!' }] };

let clock: ManualClock;
beforeEach(() => {
  clock = manualClock();
});

const context = (options: CallContextOptions = {}) => createCallContext({ clock, ...options });
const ask = (model: LanguageModel, options: CallContextOptions = {}) =>
  clock.runUntil(model.generate(call, context(options)).then(({ text }) => text, (error: { code: string }) => error.code));
const many = (reply: ScriptedReply, options = {}) => scriptedModel([], { otherwise: reply, ...options });

describe('modelRouter', () => {
  it('T10: with one host refusing, a call costs at most one extra attempt and succeeds, and the dead host is left alone', async () => {
    const dead = many(() => down(), { id: 'dead' });
    const alive = many('fine', { id: 'alive' });
    const router = modelRouter([dead, alive]);
    for (let index = 0; index < 20; index += 1) expect(await ask(router)).toBe('fine');
    expect(dead.calls).toHaveLength(1);
    expect(alive.calls).toHaveLength(20);
  });

  it('T12: a host that refuses at once does not look idle: its share falls below 5 % within 20 requests', async () => {
    const quickToRefuse = many(() => new ServerBusyError({ message: 'busy', ...where }), { id: 'busy' });
    const slow = many('fine', { id: 'slow', delayMs: 400 });
    const router = modelRouter([quickToRefuse, slow]);
    for (let index = 0; index < 20; index += 1) await ask(router);
    const before = quickToRefuse.calls.length;
    for (let index = 0; index < 100; index += 1) await ask(router);
    expect(quickToRefuse.calls.length - before).toBeLessThan(5);
  });

  it('V11: of one that always fails and one that works, the failing one is left alone and tried again later', async () => {
    const failing = scriptedModel([down(), 'recovered', 'recovered'], { id: 'failing' });
    const working = many('fine', { id: 'working', delayMs: 10 });
    const router = modelRouter([failing, working], { coolDownMs: 1_000, jitterRatio: 0 });
    expect(await ask(router)).toBe('fine');
    expect(await ask(router)).toBe('fine');
    expect(failing.calls).toHaveLength(1);
    await clock.advance(1_000);
    expect(await ask(router)).toBe('recovered');
    expect(await ask(router)).toBe('recovered');
  });

  it('T11: a further failure moves the end of the cool-down later', async () => {
    const dead = many(() => down(), { id: 'dead' });
    const router = modelRouter([dead], { coolDownMs: 1_000, jitterRatio: 0 });
    await ask(router);
    expect(router.status()[0]?.availableAt).toBe(1_000);
    await clock.advance(900);
    await ask(router);
    expect(router.status()[0]?.availableAt).toBe(2_900);
  });

  it('V10: cool-downs of consecutive failures grow 1, 2, 4, 8 … to the cap, with jitter, and a success resets them', async () => {
    const plainMs = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    const coolDowns = async (seed: number) => {
      const host = scriptedModel([...plainMs.map(down), 'recovered', down()], { id: 'host' });
      const router = modelRouter([host]);
      const seen: number[] = [];
      for (let index = 0; index < plainMs.length + 2; index += 1) {
        await ask(router, { random: seededRandom(seed), requestId: `call ${index}` });
        const { availableAt } = router.status()[0]!;
        seen.push(availableAt - clock.now());
        await clock.advance(Math.max(0, availableAt - clock.now()));
      }
      return seen;
    };
    const seen = await coolDowns(1);
    for (const [index, plain] of plainMs.entries()) {
      expect(seen[index]).toBeGreaterThanOrEqual(plain * 0.75);
      expect(seen[index]).toBeLessThanOrEqual(Math.min(plain * 1.25, 30_000));
      expect(seen[index]).not.toBe(plain);
    }
    expect(seen[plainMs.length]).toBe(-Infinity);
    expect(seen[plainMs.length + 1]).toBeGreaterThanOrEqual(750);
    expect(seen[plainMs.length + 1]).toBeLessThanOrEqual(1_250);
    expect(await coolDowns(2)).not.toEqual(seen);
  });

  it('counts calls that ran side by side when a host went away as one failure, and ignores an old success after it', async () => {
    const late = many('late', { id: 'host', delayMs: 500 });
    let isDown = false;
    const host: LanguageModel = {
      ...late,
      async *stream(given, context_) {
        if (!isDown) return yield* late.stream(given, context_);
        await sleep(clock, 10, context_.signal);
        throw down();
      },
    };
    const router = modelRouter([host], { jitterRatio: 0 });
    const old = router.generate(call, context());
    isDown = true;
    const failing = Array.from({ length: 5 }, () => router.generate(call, context()).catch(() => 'failed'));
    await clock.advance(10);
    await Promise.all(failing);
    expect(router.status()[0]?.availableAt).toBe(1_010);
    await clock.advance(490);
    expect((await old).text).toBe('late');
    expect(router.status()[0]?.availableAt).toBe(1_010);
  });

  it('does not go on choosing a host that is silent until the caller gives up', async () => {
    const silent = many('never', { id: 'silent', delayMs: 1e7 });
    const good = many('fine', { id: 'good', delayMs: 400 });
    const router = modelRouter([silent, good]);
    const outcomes: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      const patience = new AbortController();
      const cancel = clock.schedule(() => patience.abort(), 1_500);
      outcomes.push(await ask(router, { signal: patience.signal }));
      cancel();
    }
    expect(outcomes.filter((outcome) => outcome === 'fine').length).toBeGreaterThanOrEqual(9);
  });

  it('finds out anew how quick a host is that had one slow start', async () => {
    let delayMs = 20_000;
    const host = many('warm', { id: 'warm' });
    const slowStart: LanguageModel = {
      ...host,
      async *stream(given, context_) {
        await sleep(clock, delayMs, context_.signal);
        delayMs = 100;
        yield* host.stream(given, context_);
      },
    };
    const router = modelRouter([slowStart, many('other', { id: 'other', delayMs: 400 })]);
    expect(await ask(router)).toBe('warm');
    expect(await ask(router)).toBe('other');
    await clock.advance(30_001);
    expect(await ask(router)).toBe('warm');
    expect(await ask(router)).toBe('warm');
  });

  it('leaves a host alone for as long as it asks, up to the longest cool-down', async () => {
    const asking = (retryAfterMs: number) => modelRouter([many(() => new ServerBusyError({ message: 'busy', ...where, retryAfterMs }))], { jitterRatio: 0 });
    for (const [askedMs, pauseMs] of [[5_000, 5_000], [1e9, 30_000], [Number.NaN, 1_000], [-5, 1_000]] as const) {
      const router = asking(askedMs);
      await ask(router);
      expect(router.status()[0]!.availableAt - clock.now()).toBe(pauseMs);
    }
  });

  it('asks no other host when the deadline is over', async () => {
    const slow: LanguageModel = {
      ...many('x', { id: 'slow' }),
      // eslint-disable-next-line require-yield
      async *stream(_, { clock: own }) {
        await sleep(own, 200, new AbortController().signal);
        throw down();
      },
    };
    const other = many('fine', { id: 'other' });
    expect(await ask(modelRouter([slow, other]), { budgetMs: 100 })).toBe('PLANWEAVE_SERVER_UNREACHABLE');
    expect(other.calls).toHaveLength(0);
  });

  it('goes on to the next host when one throws instead of giving a stream', async () => {
    const broken: LanguageModel = {
      ...many('x', { id: 'broken' }),
      stream() {
        throw down();
      },
    };
    const router = modelRouter([broken, many('fine')]);
    expect(await ask(router)).toBe('fine');
    expect(router.status().map(({ inFlight }) => inFlight)).toEqual([0, 0]);
  });

  it('takes a reader who leaves between two chunks as one who has read what it needed', async () => {
    const router = modelRouter([many('a long answer', { chunkSize: 2, delayMs: 50 })]);
    const read = async () => {
      for await (const chunk of router.stream(call, context())) if (chunk.kind === 'text') break;
    };
    await clock.runUntil(read());
    expect(router.status()[0]).toMatchObject({ inFlight: 0 });
    expect(router.status()[0]?.typicalMs).toBeGreaterThan(0);
  });

  it('sends calls that run side by side to different hosts', async () => {
    const hosts = ['a', 'b'].map((id) => many(id, { id, delayMs: 100 }));
    const router = modelRouter(hosts);
    const answers = await clock.runUntil(Promise.all([1, 2, 3, 4].map(async () => (await router.generate(call, context())).text)));
    expect(answers.toSorted()).toEqual(['a', 'a', 'b', 'b']);
    expect(router.status().map(({ inFlight }) => inFlight)).toEqual([0, 0]);
  });

  it('goes on to the next host when one lacks the model', async () => {
    const without = many(() => new ModelNotFoundError({ message: 'no such model', ...where }), { id: 'a' });
    expect(await ask(modelRouter([without, many('fine')]))).toBe('fine');
  });

  it("does not go on for the caller's mistake, nor after the caller has left", async () => {
    const wrong = many(() => new BadRequestError({ message: 'wrong', ...where }), { id: 'a' });
    const other = many('fine', { id: 'b' });
    expect(await ask(modelRouter([wrong, other]))).toBe('PLANWEAVE_BAD_REQUEST');
    expect(await ask(modelRouter([many('late', { delayMs: 10 }), other]), { signal: AbortSignal.abort() })).toBe('PLANWEAVE_CANCELLED');
    expect(other.calls).toHaveLength(0);
  });

  it('does not start again when a reply breaks off in the middle', async () => {
    const breaks: LanguageModel = {
      id: 'breaks',
      generate: () => Promise.reject(down()),
      async *stream() {
        yield { kind: 'text', text: 'half' };
        throw down();
      },
    };
    const other = many('fine', { id: 'b' });
    const seen: string[] = [];
    const read = async () => {
      for await (const chunk of modelRouter([breaks, other]).stream(call, context())) seen.push(chunk.kind);
    };
    await expect(read()).rejects.toThrow('down');
    expect(seen).toEqual(['text']);
    expect(other.calls).toHaveLength(0);
  });

  it('frees the place of a reader who leaves early', async () => {
    const router = modelRouter([many('a long answer', { chunkSize: 2 })]);
    for await (const chunk of router.stream(call, context())) if (chunk.kind === 'text') break;
    expect(router.status()[0]?.inFlight).toBe(0);
  });

  it('refuses to be made of nothing', () => {
    expect(() => modelRouter([])).toThrow('option "models"');
    expect(() => modelRouter([many('x')], { coolDownMs: 0 })).toThrow('option "coolDownMs"');
    expect(() => modelRouter([many('x')], { coolDownMs: 500, maxCoolDownMs: 400 })).toThrow('option "maxCoolDownMs"');
    expect(() => modelRouter([many('x')], { jitterRatio: Number.NaN })).toThrow('option "jitterRatio"');
  });
});
