import * as api from '@opentelemetry/api';
import { BasicTracerProvider, SimpleSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { seededRandom, type ErrorCode, type LanguageModel, type Observer } from '@planweave/core-types';
import { ollama } from '@planweave/ollama-client';
import { createPlanner, type PlannerOptions, type PlanOutcome, type PlanRequestOptions } from '@planweave/planner-facade';
import { createPlanCache } from '@planweave/prompt-cache';
import { admissionQueue, circuitBreaker, compose, rateLimit, retry } from '@planweave/resilience';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { createFakeOllama, manualClock, ollamaErrors, type Fault, type FaultRule, type ManualClock } from '@planweave/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFlightRecorder } from './flight-recorder/create-flight-recorder.ts';
import { jsonLinesObserver } from './observers/json-lines-observer.ts';
import { spanObserver } from './open-telemetry/span-observer.ts';
import { createTelemetry } from './telemetry/create-telemetry.ts';

const scan = '{"steps":[{"act":"Scan","radius":10}]}';
const busy: Fault = { kind: 'queue-full' };
const worldWith = (ammo: number) =>
  tacticalDomain.parseWorld({
    t: 1,
    player: { hp: 80, pos: { x: 0, y: 0 } },
    me: { ammo, pos: { x: 2, y: 0 } },
    enemies: [{ id: 9, pos: { x: 8, y: 1 }, hp: 50, lastSeenSeconds: 0 }],
    pois: [],
    obstacles: [],
    objective: 'hold the bridge',
  });

interface LabOptions {
  /** What goes wrong with every call of the model. */
  readonly fault?: Fault;
  readonly faults?: readonly FaultRule[];
  readonly reply?: (call: number) => string;
  readonly models?: readonly string[];
  readonly loadMs?: number;
  /** True for a planner without a model. */
  readonly isAlone?: boolean;
  readonly clock?: ManualClock;
  readonly planner?: Partial<PlannerOptions<WorldSnapshot>>;
}

/** The whole planner over the fake Ollama, on a clock that is moved by hand, watched by everything in this package. */
function lab({ fault, faults = [], reply = () => scan, models = ['stand-in:latest'], loadMs = 100, isAlone = false, clock = manualClock(), planner = {} }: LabOptions = {}) {
  let calls = 0;
  const all = [...faults, ...(fault === undefined ? [] : [{ fault, route: '/api/chat' }])];
  const fake = createFakeOllama({ clock, reply: () => reply((calls += 1)), models, speed: { loadMs, decodeTokensPerSecond: 100 }, faults: all });
  const model = ollama({ model: 'stand-in', host: fake.url, fetch: fake.fetch });
  const telemetry = createTelemetry();
  const recorder = createFlightRecorder({ includeMessages: true });
  const silent = createFlightRecorder();
  const lines: string[] = [];
  const { observers = [], ...rest } = planner;
  const made = createPlanner({ domain: tacticalDomain, clock, ...(isAlone ? {} : { model }), observers: [telemetry, recorder, silent, jsonLinesObserver({ write: (line) => lines.push(line) }), ...observers], ...rest });
  return {
    clock,
    fake,
    telemetry,
    recorder,
    /** A recorder that keeps no messages. */
    silent,
    /** The events as JSON. */
    lines,
    /** Requests for a plan that reached the server. */
    chats: () => fake.requests.filter(({ path }) => path === '/api/chat').length,
    plan: (options: PlanRequestOptions = {}, ammo = 5): Promise<PlanOutcome> => clock.runUntil(made.plan(worldWith(ammo), { budgetMs: 2_000, ...options })),
    planner: made,
  };
}

type Lab = ReturnType<typeof lab>;

const odd = new TypeError('the plug-in tripped');
const oddModel: LanguageModel = { id: 'odd', generate: () => Promise.reject(odd), stream: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(odd) }) }) };

/** Plans that leave something behind: an open circuit, a full queue, a known speed. */
const planFirst = (count: number) => async (made: Lab) => {
  for (let index = 0; index < count; index += 1) await made.plan({}, index);
};
const planAtOnce = (count: number) => async (made: Lab) => {
  for (let index = 0; index < count; index += 1) void made.planner.plan(worldWith(100 + index), { budgetMs: 2_000 });
  await made.clock.settle();
};

interface Injection extends LabOptions {
  readonly before?: (made: Lab) => Promise<void>;
  readonly request?: PlanRequestOptions;
  readonly code: ErrorCode | 'NO_MODEL';
  /** What of the injected cause must be told in the sentence, besides its code. */
  readonly says: RegExp;
  /** What must be told later on in the story. */
  readonly tells?: RegExp;
}

const injections: Readonly<Record<string, Injection>> = {
  'nobody listens': { fault: { kind: 'refuse' }, code: 'PLANWEAVE_SERVER_UNREACHABLE', says: /no connection to the server/ },
  'the connection is reset before a reply': { fault: { kind: 'drop', how: 'reset' }, code: 'PLANWEAVE_SERVER_UNREACHABLE', says: /closed the connection without a reply/ },
  'the server is silent for too long': { fault: { kind: 'delay', ms: 60_000 }, code: 'PLANWEAVE_TIMED_OUT', says: /time ran out.*1985 ms/ },
  'the stream stands still': { fault: { kind: 'stall', afterChunks: 1 }, code: 'PLANWEAVE_TIMED_OUT', says: /time ran out/ },
  'the model takes too long to load': { loadMs: 30_000, code: 'PLANWEAVE_TIMED_OUT', says: /time ran out/ },
  'the connection is cut within the reply': { fault: { kind: 'cut', afterChunks: 1 }, code: 'PLANWEAVE_UNFINISHED_REPLY', says: /ended without its closing part/ },
  'the reply lacks its end': { fault: { kind: 'unfinished', afterChunks: 1 }, code: 'PLANWEAVE_UNFINISHED_REPLY', says: /ended without its closing part/ },
  'the server fails midway': { fault: { kind: 'fail-midway', afterChunks: 1, message: 'the GPU fell off the bus' }, code: 'PLANWEAVE_MODEL_SERVER_FAILED', says: /the GPU fell off the bus/ },
  'the queue of the server is full': { fault: busy, code: 'PLANWEAVE_SERVER_BUSY', says: /more work than it accepts/ },
  'a proxy finds no server': { fault: { kind: 'proxy', how: 'bad-gateway' }, code: 'PLANWEAVE_MODEL_SERVER_FAILED', says: /502/ },
  'the bytes are garbage': { fault: { kind: 'corrupt', how: 'garbage-line', afterChunks: 0 }, code: 'PLANWEAVE_PROTOCOL', says: /do not follow its protocol/ },
  'the page is not there': { fault: ollamaErrors.pageNotFound, code: 'PLANWEAVE_ENDPOINT_NOT_FOUND', says: /not with the expected API/ },
  'the model is not installed': { models: ['other:latest'], code: 'PLANWEAVE_MODEL_NOT_FOUND', says: /ollama pull stand-in/ },
  'access is denied': { fault: ollamaErrors.unauthorized, code: 'PLANWEAVE_ACCESS_DENIED', says: /other credentials/ },
  'the model cannot be loaded': { fault: ollamaErrors.loadFailed, code: 'PLANWEAVE_MODEL_LOAD_FAILED', says: /error loading model/ },
  'memory is short': { fault: ollamaErrors.outOfMemory, code: 'PLANWEAVE_OUT_OF_MEMORY', says: /out of memory/ },
  'the prompt is too long': { fault: ollamaErrors.contextTooLong, code: 'PLANWEAVE_CONTEXT_TOO_LONG', says: /longer than the model's context window/ },
  'the schema is rejected': { fault: ollamaErrors.schemaRejected, code: 'PLANWEAVE_SCHEMA_REJECTED', says: /JSON Schema/ },
  'the runner dies': { fault: { kind: 'crash', during: 'stream', afterChunks: 1 }, code: 'PLANWEAVE_MODEL_SERVER_FAILED', says: /the server failed/ },
  'the model writes prose': { reply: () => 'The enemy is at the gates!', code: 'PLANWEAVE_INVALID_PLAN', says: /no plan could be read/ },
  'the model writes nothing': { fault: { kind: 'content', how: 'empty' }, code: 'PLANWEAVE_INVALID_OUTPUT', says: /empty/ },
  'the plan is not possible': { reply: () => '{"steps":[{"act":"Attack","target_id":777}]}', code: 'PLANWEAVE_ILLEGAL_PLAN', says: /no step is legal.*777/ },
  'the circuit is open': { fault: busy, planner: { policy: circuitBreaker() }, before: planFirst(5), code: 'PLANWEAVE_REFUSED', says: /circuit is open/ },
  'the line is full': { planner: { policy: admissionQueue({ maxLimit: 1, maxQueued: 1 }) }, loadMs: 1_500, before: planAtOnce(2), request: { priority: 'low' }, code: 'PLANWEAVE_REFUSED', says: /too many calls wait/ },
  'the rate is used up': { planner: { policy: rateLimit({ requestsPerMinute: 10, burstSeconds: 6 }) }, before: planFirst(1), code: 'PLANWEAVE_REFUSED', says: /rate is used up/ },
  'the model is known to be too slow': { reply: () => scan.padEnd(4_000), before: planFirst(1), request: { budgetMs: 60 }, code: 'PLANWEAVE_REFUSED', says: /too little time.*is expected to need/ },
  'the adapter of the model throws': { planner: { model: oddModel }, code: 'PLANWEAVE_PLUG_IN_FAILED', says: /the plug-in tripped/ },
  'the heuristics throw': { fault: busy, planner: { domain: { ...tacticalDomain, fallback: () => { throw odd; } } }, code: 'PLANWEAVE_SERVER_BUSY', says: /more work than it accepts/, tells: /code that was handed in failed \(domain\).*the plug-in tripped/ },
  'there is no model': { isAlone: true, code: 'NO_MODEL', says: /no language model was asked/ },
  'the caller leaves': { request: { signal: AbortSignal.abort() }, code: 'PLANWEAVE_CANCELLED', says: /the caller stopped/ },
};

describe('the flight recorder', () => {
  it('is tried with thirty causes', () => {
    expect(Object.keys(injections)).toHaveLength(30);
  });

  it.each(Object.entries(injections))('states the cause when %s', async (_, { before, request, code, says, tells = says, ...options }) => {
    const made = lab(options);
    await before?.(made);
    const told = await made.plan(request).then(({ requestId, reason }) => ({ requestId, code: reason?.code }), (error: { code: string }) => ({ requestId: made.recorder.records().at(-1)!.requestId, code: error.code }));
    const sentence = made.recorder.explain(told.requestId)!.split('\n')[1];
    expect(sentence).toMatch(/^Cause: /);
    expect(sentence).toContain(`(${code})`);
    expect(sentence).toMatch(says);
    expect(made.recorder.explain(told.requestId)).toMatch(tells);
    expect(made.recorder.record(told.requestId)?.cause?.code).toBe(code);
    // without messages it is the same cause
    expect(made.silent.explain(told.requestId)!.split('\n')[1]).toContain(`(${code})`);
    expect(made.silent.record(told.requestId)?.cause?.by).toBe(made.recorder.record(told.requestId)?.cause?.by);
    // and the planner itself says the same to its caller
    expect(told.code).toBe(code);
  });
});

describe('the story of a plan', () => {
  it.each(['The player said SECRET, so I cannot', '{"steps":[{"act":"SECRET my password","x":1}]}', '{"steps":[{"act":"MoveTo","x":"SECRET","y":2}]}'])('holds nothing of what the model wrote: %s', async (text) => {
    const made = lab({ reply: () => text });
    const { requestId } = await made.plan();
    expect(JSON.stringify(made.recorder.records()).includes('SECRET')).toBe(text.startsWith('{'));
    expect(made.silent.explain(requestId)).toMatch(/attempt 1 failed with PLANWEAVE_INVALID_PLAN/);
    expect(JSON.stringify([made.silent.records(), made.silent.explain(requestId), made.lines, made.telemetry.snapshot()])).not.toContain('SECRET');
  });

  it('says that there was no time, for a budget of nothing', async () => {
    const made = lab();
    const { requestId } = await made.plan({ budgetMs: 0 });
    expect(made.silent.explain(requestId)).toContain('Cause: too little time is left (PLANWEAVE_REFUSED).');
  });

  it('says of two equal requests at once which of them asked the model', async () => {
    const made = lab({ reply: (call) => (call > 2 ? scan : 'no') });
    const [first, second] = await made.clock.runUntil(Promise.all([1, 2].map(() => made.planner.plan(worldWith(5), { budgetMs: 9_000 }))));
    expect([first!.tier, second!.tier, second!.isShared]).toEqual(['simplified', 'simplified', true]);
    expect(made.recorder.record(first!.requestId)?.cause?.code).toBe('PLANWEAVE_INVALID_PLAN');
    expect(made.recorder.record(second!.requestId)).not.toHaveProperty('cause');
    expect(made.recorder.explain(second!.requestId)).toContain('from the model (simplified tier), which another request had asked for an equal world, in ');
  });

  it('tells each plan of a batch with the prompt and the attempt that it shares', async () => {
    const made = lab({ reply: () => JSON.stringify({ plans: ['a1', 'a2'].map((agent) => ({ agent, ...(JSON.parse(scan) as object) })) }) });
    const { outcomes } = await made.clock.runUntil(made.planner.planBatch([1, 2].map((ammo) => ({ world: worldWith(ammo) })), { budgetMs: 9_000 }));
    for (const { requestId, source } of outcomes) {
      expect(source).toBe('llm');
      expect(made.recorder.explain(requestId)).toMatch(/prompt was built.*attempt 1 asked.*attempt 1 gave a plan after \d+ ms/s);
    }
  });

  it('counts what a real cache gives up, and how old its plans are', async () => {
    const clock = manualClock();
    const cache = createPlanCache({ clock, maxEntries: 2, ttlMs: 60_000 });
    const made = lab({ clock, planner: { cache } });
    for (const ammo of [1, 2, 3, 4, 4]) await made.plan({}, ammo);
    await clock.advance(70_000);
    made.planner.planSync(worldWith(4));
    cache.invalidate({});
    made.planner.planSync(worldWith(4));
    const { evictions, expired, invalidated, misses } = cache.stats();
    expect(made.telemetry.snapshot()).toMatchObject({ 'cache.evictions': evictions, 'cache.expirations': expired, 'cache.invalidations': invalidated, 'cache.miss': misses, distributions: { cache_age: { count: 1 } } });
    expect(Math.min(evictions, expired)).toBeGreaterThan(0);
  });
});

/**
 * What goes wrong with a request that has reached the server. Not a connection that is closed before the reply begins: the
 * transport takes it for one that was idle for too long, and sends the request once more within the same attempt.
 */
const passing: readonly Fault[] = [
  busy,
  { kind: 'cut', afterChunks: 1 },
  { kind: 'unfinished' },
  { kind: 'fail-midway', afterChunks: 1 },
  { kind: 'delay', ms: 900 },
  { kind: 'stall', afterChunks: 1, forMs: 700 },
  { kind: 'corrupt', how: 'garbage-line' },
  { kind: 'content', how: 'truncated-json' },
  ollamaErrors.outOfMemory,
];

describe('the numbers of real runs', () => {
  it('add up: operations are plans, attempts are requests that the server saw, and every end is counted once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(),
          faults: fc.subarray(passing as Fault[], { maxLength: 4 }),
          policy: fc.constantFrom(() => compose([]), () => retry(), () => compose([retry(), circuitBreaker(), admissionQueue()])),
          rounds: fc.array(fc.array(fc.record({ ammo: fc.nat(3), budgetMs: fc.integer({ min: 20, max: 3_000 }), leavesAfterMs: fc.option(fc.nat(2_000), { nil: undefined }) }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
        }),
        async ({ seed, faults, policy, rounds }) => {
          const made = lab({
            faults: faults.map((fault) => ({ fault, route: '/api/chat', ratio: 0.3 })),
            reply: (call) => (call % 4 === 0 ? 'no' : scan),
            planner: { policy: policy(), cache: createPlanCache(), random: seededRandom(seed) },
          });
          const sources: string[] = [];
          for (const round of rounds) {
            const running = round.map(async ({ ammo, budgetMs, leavesAfterMs }) => {
              const caller = new AbortController();
              if (leavesAfterMs !== undefined) made.clock.schedule(() => caller.abort(), leavesAfterMs);
              sources.push(await made.planner.plan(worldWith(ammo), { budgetMs, signal: caller.signal }).then(({ source }) => source, () => 'cancelled'));
            });
            await made.clock.runUntil(Promise.all(running));
          }
          const counts = made.telemetry.snapshot();
          const ended = (source: string) => sources.filter((given) => given === source).length;
          expect(counts).toMatchObject({ 'plan.count': sources.length, 'plan.active': 0, 'plan.rejected.count': 0 });
          expect(counts).toMatchObject({ 'plan.llm.count': ended('llm'), 'plan.cache.count': ended('cache'), 'llm.fallback.count': ended('fallback'), 'plan.cancelled.count': ended('cancelled') });
          expect(counts['llm.request.count']).toBe(made.chats());
          expect(counts['llm.request.count']).toBe(counts['llm.success.count'] + counts['llm.error.count'] + counts['llm.cancelled.count'] + counts['llm.request.active']);
          expect(counts.distributions.plan_total.count).toBe(sources.length);
          expect(made.recorder.records()).toHaveLength(sources.length);
          await made.fake.stop();
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('an exporter that fails', () => {
  const fails = (): never => {
    throw new Error('the exporter is broken');
  };
  const processor: SpanProcessor = { onStart: fails, onEnd: fails, forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
  const failing = new SimpleSpanProcessor({ export: fails, shutdown: () => Promise.resolve() });
  const tracer = (processors: SpanProcessor[]) => new BasicTracerProvider({ spanProcessors: processors }).getTracer('test');
  const observers: Readonly<Record<string, () => Observer>> = {
    'a span processor that throws': () => spanObserver({ api, tracer: tracer([processor]) }),
    'a span exporter that throws': () => spanObserver({ api, tracer: tracer([failing]) }),
    'a tracer that throws': () => spanObserver({ api, tracer: { startSpan: fails, startActiveSpan: fails } }),
    'a sink that throws': () => jsonLinesObserver({ write: fails }),
    'a sink that rejects': () => jsonLinesObserver({ write: () => Promise.reject(new Error('disk full')) }),
  };

  it.each(Object.entries(observers))('never changes a plan: %s', async (_, observer) => {
    const outcomeWith = async (more: readonly Observer[]) => {
      const made = lab({ faults: [{ fault: busy, route: '/api/chat', nth: 1 }], planner: { policy: retry(), observers: more } });
      return { outcome: await made.plan(), failures: made.telemetry.snapshot()['observer.failures'] };
    };
    const alone = await outcomeWith([]);
    const watched = await outcomeWith([observer()]);
    expect(watched.outcome).toEqual(alone.outcome);
    expect(watched.outcome.source).toBe('llm');
  });

  it('is told to the others', async () => {
    const made = lab({ planner: { observers: [jsonLinesObserver({ write: fails })] } });
    const { requestId } = await made.plan();
    expect(made.telemetry.snapshot()['observer.failures']).toBeGreaterThan(0);
    expect(made.recorder.explain(requestId)).toContain('observer 4 failed on plan-started: the exporter is broken');
  });
});
