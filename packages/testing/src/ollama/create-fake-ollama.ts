import { checkCount, checkOption, seededRandom, systemClock, type Clock, type Random } from '@planweave/core-types';
import { trackedClock } from '../clock/tracked-clock.ts';
import { createEngine } from '../engine/create-engine.ts';
import { fakeModel, type FakeModelOptions } from '../engine/fake-model.ts';
import { fakeSpeed, type FakeSpeed } from '../engine/fake-speed.ts';
import type { ReplyWriter } from '../engine/generation/fake-reply.ts';
import type { RecordedRequest } from '../engine/recorded-request.ts';
import type { ModelLoad } from '../engine/scheduling/model-load.ts';
import { createScheduler } from '../engine/scheduling/scheduler.ts';
import type { Fault } from '../faults/fault.ts';
import { createFaultRules, type FaultRule } from '../faults/fault-rules.ts';
import { createFakeFetch } from '../http/fake-fetch.ts';
import type { FetchFunction } from '../http/in-process-fetch.ts';
import { listen, type Listener } from '../http/listen.ts';

/** How a fake server behaves. */
export interface FakeOllamaOptions {
  /** Writes what the model answers. @default `() => 'OK'` */
  readonly reply?: ReplyWriter;
  /** What is installed, by name or with more detail. @default ['stand-in:latest'] */
  readonly models?: readonly (string | FakeModelOptions)[];
  /** What can be pulled besides. @default [] */
  readonly registry?: readonly (string | FakeModelOptions)[];
  /** How fast it works and how much it takes on. @default everything at once, one slot; see `localSpeed` */
  readonly speed?: Partial<FakeSpeed>;
  /** What goes wrong from the start. @default [] */
  readonly faults?: readonly FaultRule[];
  /** Its time. @default systemClock */
  readonly clock?: Clock;
  /** Its chance, for faults with a ratio. @default seededRandom(0) */
  readonly random?: Random;
  /** The date at which the clock says 0, in milliseconds since 1970. @default 2026-01-01T00:00:00Z */
  readonly epochMs?: number;
  /** What `/api/version` says. @default '0.33.0' */
  readonly version?: string;
  /** How many requests are kept on record, the latest ones. @default 10_000 */
  readonly maxRequests?: number;
}

/** A fake Ollama server: one engine, reachable through a `fetch` of its own and, when it listens, through a socket. */
export interface FakeOllama {
  /** Where it listens, `http://127.0.0.1:50312`; before that an address that leads nowhere but through {@link fetch}. */
  readonly url: string;
  /** Stands in for the global `fetch` and needs no socket. */
  readonly fetch: FetchFunction;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Every load of a model so far. */
  readonly loads: readonly ModelLoad[];
  /** The most requests that were in work at once. */
  readonly mostInFlight: number;
  /**
   * Makes something go wrong with the requests that follow; the result takes it back.
   *
   * @throws `InvalidOptionError` for counts below 1 and a ratio outside 0..1.
   */
  inject(fault: Fault, where?: Omit<FaultRule, 'fault'>): () => void;
  /** Takes back every fault. */
  clearFaults(): void;
  /**
   * Listens on 127.0.0.1.
   *
   * @throws The system's error when the port is taken.
   */
  listen(options?: { /** @default 0, any free one */ readonly port?: number }): Promise<void>;
  /** Nobody listens any more: open connections die, new ones are refused. */
  goDown(): Promise<void>;
  /** Somebody listens again, on the same port, with the models still in memory. */
  comeUp(): Promise<void>;
  /** Ends every request, closes every socket at once and leaves no timer behind. */
  stop(): Promise<void>;
}

/**
 * A fake Ollama server that does not listen yet: use its `fetch`, or call `listen`. It is faithful in what a client can
 * see: queues, loads, slots, prompt reuse, silence before the first token, framing, error bodies.
 *
 * @throws `InvalidOptionError` for a speed, model name or count that cannot be.
 *
 * @example
 * ```ts
 * import { createFakeOllama, manualClock } from '@planweave/testing';
 *
 * const clock = manualClock();
 * const fake = createFakeOllama({ clock, reply: () => 'Hello', speed: { loadMs: 2000 } });
 * const body = JSON.stringify({ model: 'stand-in', stream: false, messages: [{ role: 'user', content: 'Hi' }] });
 * const response = await clock.runUntil(fake.fetch(`${fake.url}/api/chat`, { method: 'POST', body }));
 * JSON.parse(await response.text()).message.content; //=> 'Hello'
 * clock.now(); //=> 2000
 * ```
 */
export function createFakeOllama(options: FakeOllamaOptions = {}): FakeOllama {
  const random = options.random ?? seededRandom(0);
  const clock = trackedClock(options.clock ?? systemClock);
  const speed = fakeSpeed(options.speed ?? {});
  const scheduler = createScheduler(clock, speed);
  const rules = createFaultRules(random.fork('faults'));
  let replies = 0;
  const models = (options.models ?? ['stand-in:latest']).map(fakeModel);
  const server = {
    clock,
    speed,
    scheduler,
    models: new Map(models.map((model) => [model.name, model])),
    registry: new Map((options.registry ?? []).map(fakeModel).map((model) => [model.name, model])),
    reply: options.reply ?? (() => 'OK'),
    nextReply: () => (replies += 1),
    version: options.version ?? '0.33.0',
    epochMs: checkOption('createFakeOllama', 'epochMs', options.epochMs ?? Date.UTC(2026, 0, 1), 'a date in milliseconds', Number.isFinite),
    pulledBytes: new Map<string, number>(),
  };
  let listening: Promise<Listener> | undefined;
  let url = 'http://fake-ollama.invalid';
  let isUp = true;

  const goDown = async () => {
    if (!isUp) return;
    isUp = false;
    fakeFetch.closeAll();
    await (await listening)?.close();
  };
  const comeUp = async () => {
    if (isUp) return;
    await (await listening)?.reopen();
    isUp = true;
  };
  const engine = createEngine({
    server,
    rules,
    maxRequests: checkCount('createFakeOllama', 'maxRequests', options.maxRequests ?? 10_000),
    onRefuse(forMs) {
      void goDown();
      if (forMs !== undefined) clock.schedule(() => void comeUp(), forMs);
    },
  });
  const fakeFetch = createFakeFetch(engine, () => isUp);
  const inject = (fault: Fault, where: Omit<FaultRule, 'fault'> = {}) => rules.add({ ...where, fault });
  for (const rule of options.faults ?? []) rules.add(rule);

  return {
    get url() {
      return url;
    },
    fetch: fakeFetch.fetch,
    requests: engine.requests,
    loads: scheduler.loads,
    get mostInFlight() {
      return engine.mostInFlight;
    },
    inject,
    clearFaults: () => rules.clear(),
    async listen({ port = 0 } = {}) {
      // who asks twice at once gets one server
      listening ??= listen(engine, port);
      try {
        ({ url } = await listening);
      } catch (error) {
        listening = undefined;
        throw error;
      }
    },
    goDown,
    comeUp,
    async stop() {
      await goDown();
      scheduler.close();
      clock.cancelAll();
    },
  };
}
