import { createCallContext, createPlan, InvalidOptionError, legalStep, seededRandom, ServerBusyError, type LanguageModel, type PlanDomain } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { lineDomain, type LineWorld } from '../domains/line-domain.ts';
import { alwaysErrMock } from './always-err-mock.ts';
import { chunkedModel } from './chunked-model.ts';
import { failingModel } from './failing-model.ts';
import { hallucinatingModel } from './hallucinating-model.ts';
import { malformedModel, malformedReplies } from './malformed-model.ts';
import { mockLlm } from './mock-llm.ts';
import { slowModel } from './slow-model.ts';

const call = { messages: [{ role: 'user', content: 'Plan!' }] } as const;
const ask = async (model: LanguageModel) => (await model.generate(call, createCallContext())).text;
const stepsOf = (text: string) => (JSON.parse(text) as { steps: { act: string }[] }).steps;

const world: LineWorld = { length: 9, at: 4, goal: 2 };

/** A domain whose steps have arguments, and where only one place and one target are real. */
const argued: PlanDomain<LineWorld> = {
  ...lineDomain,
  fallback: (_, random) => createPlan([{ act: 'Go', x: 3, who: 'e1', isQuiet: random.next() < 2 }]),
  check: (_, steps) =>
    steps.map((step) => (step['x'] === 3 && step['who'] === 'e1' ? legalStep : { isLegal: false, code: 'unreal', problem: 'not there', isRecoverable: false })),
};

describe('mockLlm', () => {
  it('writes a plan that is legal in the world it is given, in any domain', async () => {
    expect(stepsOf(await ask(mockLlm({ domain: lineDomain, world })))).toEqual([{ act: 'Left' }, { act: 'Left' }]);
    expect(stepsOf(await ask(mockLlm({ domain: argued, world })))).toEqual([{ act: 'Go', x: 3, who: 'e1', isQuiet: true }]);
  });

  it('can find the world in the call', async () => {
    const model = mockLlm({ domain: lineDomain, world: ({ messages }) => ({ length: 9, at: 0, goal: messages.length }) });
    expect(await ask(model)).toBe('{"steps":[{"act":"Right"}]}');
  });

  it('hands its chance to the heuristic, the same in every run', async () => {
    const lucky: PlanDomain<LineWorld> = { ...lineDomain, fallback: (_, random) => createPlan([{ act: 'Wait', luck: random.next() }]) };
    const planOf = (seed: number) => ask(mockLlm({ domain: lucky, world, random: seededRandom(seed) }));
    expect(await planOf(1)).toBe(await planOf(1));
    expect(await planOf(1)).not.toBe(await planOf(2));
  });
});

describe('alwaysErrMock', () => {
  it('fails every time, retryably unless told otherwise', async () => {
    const model = alwaysErrMock();
    await expect(ask(model)).rejects.toMatchObject({ code: 'PLANWEAVE_MODEL_SERVER_FAILED', isRetryable: true });
    await expect(ask(model)).rejects.toMatchObject({ code: 'PLANWEAVE_MODEL_SERVER_FAILED' });
    const busy = new ServerBusyError({ message: 'busy', model: 'm', host: 'h' });
    await expect(ask(alwaysErrMock(busy))).rejects.toBe(busy);
  });
});

describe('failingModel', () => {
  it('fails as often as told, then never', async () => {
    const model = failingModel({ failures: 2, reply: 'ok' });
    const outcomes = [];
    for (let turn = 0; turn < 4; turn += 1) outcomes.push(await ask(model).catch(() => 'failed'));
    expect(outcomes).toEqual(['failed', 'failed', 'ok', 'ok']);
    expect(await ask(failingModel({ failures: 0, reply: 'ok' }))).toBe('ok');
  });

  it('refuses a number that is none', () => {
    expect(() => failingModel({ failures: -1, reply: 'ok' })).toThrow(InvalidOptionError);
  });
});

describe('slowModel', () => {
  it('waits on the clock of the call', async () => {
    const clock = manualClock();
    const reply = await clock.runUntil(slowModel('late', 300).generate(call, createCallContext({ clock })));
    expect([reply.text, clock.now()]).toEqual(['late', 300]);
  });
});

describe('chunkedModel', () => {
  it('streams pieces of the size asked for', async () => {
    const pieces: string[] = [];
    for await (const chunk of chunkedModel('abcde', 2).stream(call, createCallContext())) if (chunk.kind === 'text') pieces.push(chunk.text);
    expect(pieces).toEqual(['ab', 'cd', 'e']);
  });
});

describe('malformedModel', () => {
  it('goes through everything that is no plan, and begins again', async () => {
    const model = malformedModel();
    const kinds = Object.values(malformedReplies);
    const texts: string[] = [];
    for (let turn = 0; turn <= kinds.length; turn += 1) texts.push(await ask(model));
    expect(texts).toEqual([...kinds, kinds[0]]);
  });
});

describe('hallucinatingModel', () => {
  it('writes steps of which none is legal: unknown tools, and known ones with ghosts', async () => {
    const steps = stepsOf(await ask(hallucinatingModel({ domain: argued, world })));
    expect(steps.map(({ act }) => act)).toEqual(['TeleportBehindEnemy', 'SummonDragon', 'CallAirstrikeOnMoon', 'Go']);
    expect(argued.check(world, steps).some(({ isLegal }) => isLegal)).toBe(false);
  });

  it('hides as many legal steps between them as asked for', async () => {
    const line = { length: 9, at: 0, goal: 5 };
    const steps = stepsOf(await ask(hallucinatingModel({ domain: lineDomain, world: line, legalSteps: 2 })));
    expect(lineDomain.check(line, steps).map(({ isLegal }) => isLegal)).toEqual([false, true, true, false, false]);
  });
});
