import { createPlan, type CallContext, type LanguageModel, type ModelCall, type PlanDomain, type Policy } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../clock/manual-clock.ts';
import { lineDomain, type LineWorld } from '../domains/line-domain.ts';
import { alwaysErrMock } from '../models/always-err-mock.ts';
import { scriptedModel } from '../models/scripted-model.ts';
import { httpModelContract } from './http-model-contract.ts';
import { languageModelContract, type LanguageModelSubject } from './language-model-contract.ts';
import { planCacheContract, type PlanCacheLike } from './plan-cache-contract.ts';
import { planDomainContract } from './plan-domain-contract.ts';
import { policyContract } from './policy-contract.ts';
import type { TestApi } from './test-api.ts';

const direct = (): Policy => ({ name: 'direct', execute: async (operation, context) => operation(context) });
const inputs = [{ length: 5, at: 0, goal: 4 }, { length: 5, at: 4, goal: 4 }, { length: 1, at: 0, goal: 0 }, { length: 900, at: 700, goal: 3 }];

function mapCache(keyOf: (namespace: string, world: unknown) => string): PlanCacheLike {
  const plans = new Map<string, ReturnType<PlanCacheLike['lookup']>>();
  return {
    lookup: ({ namespace, world }) => plans.get(keyOf(namespace, world)),
    store({ namespace, world }, plan) {
      if (plan.steps.length > 0) plans.set(keyOf(namespace, world), plan);
    },
  };
}

const clock = manualClock();
const scripted: LanguageModelSubject = {
  name: 'a scripted model',
  clock,
  drive: (promise) => clock.runUntil(promise),
  create: () => scriptedModel([], { otherwise: { text: '{"steps":[]}', thinking: 'hm' }, chunkSize: 3, delayMs: 100, chunkDelayMs: 5 }),
  createBroken: () => alwaysErrMock(),
};

languageModelContract({ describe, it }, scripted);
policyContract({ describe, it }, { name: 'no policy', create: direct });
planDomainContract({ describe, it, expect }, { name: 'the line', domain: lineDomain, inputs });
planCacheContract({ describe, it }, { name: 'a map', create: () => mapCache((...question) => JSON.stringify(question)) });

/** Runs a contract and names the cases that failed. */
async function failuresOf(run: (api: TestApi) => void): Promise<string[]> {
  const cases: [string, () => void | Promise<void>][] = [];
  const skipped: string[] = [];
  const collect = Object.assign((name: string, body: () => void | Promise<void>) => cases.push([name, body]), { skip: (name: string) => skipped.push(name) });
  run({ describe: (_, body) => body(), it: collect });
  const failures: string[] = [];
  for (const [name, body] of cases) {
    try {
      await body();
    } catch {
      failures.push(name);
    }
  }
  return failures;
}

describe('languageModelContract', () => {
  const failures = (create: () => LanguageModel) => failuresOf((api) => languageModelContract(api, { ...scripted, create }));

  it('finds a model that ignores who cancels and what time it is', async () => {
    const deaf = () => {
      const model = scriptedModel([], { otherwise: 'plan' });
      const ignoring = ({ clock: given, requestId }: CallContext): CallContext => ({ ...scriptedContext(), clock: given, requestId });
      return { ...model, generate: (call: ModelCall, context: CallContext) => model.generate(call, ignoring(context)), stream: (call: ModelCall, context: CallContext) => model.stream(call, ignoring(context)) };
    };
    expect(await failures(deaf)).toEqual([
      'a call that was cancelled before it began rejects with a CancelledError',
      'a call that is cancelled on its way rejects with a CancelledError',
      'a call whose time is over rejects with a TimedOutError',
    ]);
  });

  it('finds a model that forgets its listener when a call fails', async () => {
    const careless = () => {
      const model = scriptedModel([], { otherwise: 'plan' });
      return {
        ...model,
        async generate(call: ModelCall, context: CallContext) {
          const onAbort = () => {};
          context.signal.addEventListener('abort', onAbort);
          const reply = await model.generate(call, context);
          context.signal.removeEventListener('abort', onAbort);
          return reply;
        },
      };
    };
    expect(await failures(careless)).toEqual(['no listener stays on the signal of the caller, however a call ends']);
  });

  it('finds a stream that ends without its end', async () => {
    const endless = () => {
      const model = scriptedModel([], { otherwise: 'plan' });
      return {
        ...model,
        async *stream(call: ModelCall, context: CallContext) {
          for await (const chunk of model.stream(call, context)) if (chunk.kind !== 'end') yield chunk;
        },
      };
    };
    expect(await failures(endless)).toEqual(['stream ends with exactly one end, whose reply has the text of all pieces']);
  });
});

describe('policyContract', () => {
  it('finds a policy that tries again what the caller cancelled, and leaves timers', async () => {
    const create = (): Policy => ({
      name: 'stubborn',
      async execute(operation, context) {
        context.clock.schedule(() => {}, 1e6);
        return operation(context).catch(() => operation({ ...context, signal: new AbortController().signal }));
      },
    });
    expect(await failuresOf((api) => policyContract(api, { name: 'stubborn', create }))).toEqual(
      expect.arrayContaining(['a caller who leaves stops the operation and gets a CancelledError', 'it leaves no timer and no listener behind, however the work ends']),
    );
  });

  it('finds a policy that gives more time than there is', async () => {
    const create = (): Policy => ({ name: 'generous', execute: async (operation, context) => operation({ ...context, deadline: scriptedContext().deadline }) });
    expect(await failuresOf((api) => policyContract(api, { name: 'generous', create }))).toEqual(['it never gives more time than there is']);
  });
});

describe('planDomainContract', () => {
  const failures = (changes: Partial<PlanDomain<LineWorld>>) => failuresOf((api) => planDomainContract(api, { name: 'odd', domain: { ...lineDomain, ...changes }, inputs }));

  it('finds a heuristic that is empty or illegal', async () => {
    expect(await failures({ fallback: () => createPlan([]) })).toEqual(['the heuristic is never empty, always legal, and uses the names of the registry']);
    expect(await failures({ fallback: () => createPlan([{ act: 'Left' }, { act: 'Right' }]) })).toContain('the heuristic is never empty, always legal, and uses the names of the registry');
  });

  it('finds a key that forgets something', async () => {
    expect(await failures({ encode: ({ length }, sink) => sink.integer(length) })).toEqual(['two worlds are encoded the same exactly when their canonical forms are equal']);
  });

  it('finds a check in which illegal steps make others legal', async () => {
    const check: PlanDomain<LineWorld>['check'] = (world, steps) => lineDomain.check(world, steps).map((verdict, at) => (at % 2 === 1 ? { isLegal: true } : verdict));
    expect(await failures({ check })).toContain('the legal steps of any plan are a legal plan');
  });

  it('finds a check that throws at what makes no sense', async () => {
    const check: PlanDomain<LineWorld>['check'] = (world, steps) => {
      if (steps.some((step) => typeof step['x'] === 'string')) throw new TypeError('x is no number');
      return lineDomain.check(world, steps);
    };
    expect(await failures({ check })).toContain('every step gets one verdict, in order, and no steps get none');
  });

  it('finds a canonical form that is no JSON, and a description that grows', async () => {
    expect(await failures({ canonical: ({ at }) => ({ at: at / 0 }) })).toContain('the canonical form is plain JSON and the same every time');
    const describeMore: PlanDomain<LineWorld>['describe'] = (world, level) => lineDomain.describe(world, level === 'minimal' ? 'full' : 'minimal');
    expect(await failures({ describe: describeMore })).toEqual(['less detail never takes more words']);
  });

  it('wants inputs, and skips only cases that exist', () => {
    expect(() => planDomainContract({ describe, it }, { name: 'none', domain: lineDomain, inputs: [] })).toThrow('at least one input');
    expect(() => planDomainContract({ describe, it }, { name: 'odd', domain: lineDomain, inputs, skip: { 'it flies': 'no wings' } })).toThrow('has no case "it flies"');
  });
});

describe('a case that cannot hold', () => {
  it('is skipped with its reason', () => {
    const ran: string[] = [];
    const skipped: string[] = [];
    const collect = Object.assign((name: string) => ran.push(name), { skip: (name: string) => skipped.push(name) });
    policyContract({ describe: (_, body) => body(), it: collect }, { name: 'direct', create: direct, skip: { 'it has a name': 'nobody named it' } });
    expect(skipped).toEqual(['it has a name (nobody named it)']);
    expect(ran).not.toContain('it has a name');
  });
});

describe('planCacheContract', () => {
  it('finds a key that forgets the namespace, or takes 3 for "3"', async () => {
    const failures = (keyOf: Parameters<typeof mapCache>[0]) => failuresOf((api) => planCacheContract(api, { name: 'odd', create: () => mapCache(keyOf) }));
    expect(await failures((_, world) => JSON.stringify(world))).toContain('it gives nothing for a world or a namespace that differs in the least');
    expect(await failures((namespace, world) => namespace + JSON.stringify(world).replaceAll('"', ''))).toContain('it keeps the plans of similar worlds apart');
  });
});

/** A context that nobody cancels and that never ends. */
function scriptedContext(): CallContext {
  const never = new AbortController();
  return { requestId: '', signal: never.signal, deadline: { at: Infinity, remainingMs: () => Infinity, isOver: () => false, within: () => scriptedContext().deadline }, clock, random: { next: () => 0, fork: () => scriptedContext().random }, priority: 'normal' };
}

describe('httpModelContract', () => {
  it('finds an adapter that takes what it gets for as long as it comes', async () => {
    const naive = ({ url, fetch }: { readonly url: string; readonly fetch: typeof globalThis.fetch }): LanguageModel => {
      const generate = async () => {
        const body = JSON.stringify({ model: 'stand-in', messages: [{ role: 'user', content: 'What now?' }] });
        const lines = (await (await fetch(`${url}/api/chat`, { method: 'POST', body })).text()).split('\n');
        const text = lines.map((line) => (line === '' ? '' : ((JSON.parse(line) as { message?: { content: string } }).message?.content ?? ''))).join('');
        const timings = { totalMs: 0, firstTokenMs: 0, loadMs: 0, prefillMs: 0, decodeMs: 0 };
        return { text, model: 'stand-in', finishReason: 'stop' as const, usage: { promptTokens: 0, replyTokens: 0 }, timings };
      };
      return {
        id: 'naive',
        generate,
        async *stream() {
          const reply = await generate();
          yield { kind: 'text', text: reply.text };
          yield { kind: 'end', reply };
        },
      };
    };
    const failures = await failuresOf((api) => httpModelContract(api, { name: 'naive', create: naive }));
    expect(failures.map((name) => name.split(/[,:] /)[0])).toEqual(['T1', 'T2', 'T3', 'C61', 'T4', 'C59', 'C66', 'T7', 'T15', 'T30', 'whatever goes wrong']);
  });
});
