import { BadRequestError, createCallContext, ModelNotFoundError, ServerBusyError, ServerUnreachableError, type CallContextOptions, type LanguageModel, type ModelCall } from '@planweave/core-types';
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
  });
});
