import {
  checkOption,
  checkRatio,
  PlanweaveError,
  UnfinishedReplyError,
  type CallContext,
  type LanguageModel,
  type ModelCall,
  type ModelChunk,
  type ModelReply,
} from '@planweave/core-types';
import { ensureWanted, isAbandoned } from '../context/ensure-wanted.ts';
import { askedPauseMs } from '../retry/asked-pause.ts';
import { createHostRecord, type HostRecord } from './host-record.ts';

/** Options of {@link modelRouter}. */
export interface ModelRouterOptions {
  /** How long a model is left alone after a first failure, in milliseconds above 0; doubles with each further one. @default 1000 */
  readonly coolDownMs?: number;
  /** The longest it is left alone, in milliseconds, at least `coolDownMs`. @default 30000, or `coolDownMs` when that is more */
  readonly maxCoolDownMs?: number;
  /** How far a cool-down may differ from its plain value, to both sides, in 0..1, so that many routers do not come back at once. @default 0.25 */
  readonly jitterRatio?: number;
  /** The model's id. @default the ids of the models, joined */
  readonly id?: string;
}

/** How a router sees one of its models. */
export interface RoutedModelStatus {
  readonly id: string;
  readonly inFlight: number;
  /** By a moving average of good calls, in milliseconds; `undefined` before the first. */
  readonly typicalMs: number | undefined;
  /** When it will be tried again, on the clock of the calls; in the past when it is available. */
  readonly availableAt: number;
}

/** Several models as one. */
export interface ModelRouter extends LanguageModel {
  status(): readonly RoutedModelStatus[];
}

/**
 * Several models, usually one model on several servers, as one: a call goes to the available one that is expected to
 * answer first (calls running there, plus one, times what a good call takes; of equals one that was never tried, then the first). When a server fails before it
 * wrote anything, it is left alone for a while and the next one gets the call, each at most once. A server that refuses
 * quickly does not look fast, because only good calls count as speed, and one that is silent until the caller gives up looks
 * as slow as it was. What `Retry-After` asks for is honoured up to `maxCoolDownMs`, after which time without a call a model's
 * speed is also found out anew. When all are left alone, the one that is due first is tried.
 *
 * @throws `InvalidOptionError` without models, or for an option outside its range.
 *
 * @example
 * ```ts
 * import { createCallContext, ServerUnreachableError } from '@planweave/core-types';
 * import { modelRouter } from '@planweave/resilience';
 * import { scriptedModel } from '@planweave/testing';
 *
 * const dead = scriptedModel([new ServerUnreachableError({ message: 'down', model: 'phi3', host: 'http://10.0.0.1' })], { id: 'a' });
 * const alive = scriptedModel(['{"steps":[]}'], { id: 'b' });
 * const router = modelRouter([dead, alive]);
 * const reply = await router.generate({ messages: [{ role: 'user', content: 'Plan!' }] }, createCallContext());
 * reply.text; //=> '{"steps":[]}'
 * ```
 */
export function modelRouter(models: readonly LanguageModel[], options: ModelRouterOptions = {}): ModelRouter {
  const { coolDownMs = 1_000, maxCoolDownMs = Math.max(30_000, coolDownMs), jitterRatio = 0.25, id = models.map((model) => model.id).join(' | ') } = options;
  checkOption('modelRouter', 'models', models, 'a list with at least one model', (given) => given.length > 0);
  checkOption('modelRouter', 'coolDownMs', coolDownMs, 'a finite number of milliseconds above 0', (given) => Number.isFinite(given) && given > 0);
  checkOption('modelRouter', 'maxCoolDownMs', maxCoolDownMs, 'a finite number of milliseconds, at least coolDownMs', (given) => Number.isFinite(given) && given >= coolDownMs);
  checkRatio('modelRouter', 'jitterRatio', jitterRatio);
  const coolDown = { initialDelayMs: coolDownMs, factor: 2, maxDelayMs: maxCoolDownMs, jitterRatio };
  const hosts = models.map((model) => ({ model, record: createHostRecord(coolDown, maxCoolDownMs) }));

  async function* stream(call: ModelCall, context: CallContext): AsyncGenerator<ModelChunk> {
    ensureWanted(context);
    const untried = new Set(hosts);
    for (;;) {
      const host = choose([...untried], context.clock.now());
      untried.delete(host);
      const attempt = followed(host, call, context);
      try {
        yield* attempt.chunks;
        return;
      } catch (error) {
        if (attempt.hasBegun() || untried.size === 0 || isAbandoned(context) || !speaksAgainst(error)) throw error;
      }
    }
  }
  return Object.freeze({
    id,
    stream,
    async generate(call: ModelCall, context: CallContext): Promise<ModelReply> {
      for await (const chunk of stream(call, context)) if (chunk.kind === 'end') return chunk.reply;
      throw new UnfinishedReplyError({ message: `The stream of ${id} ended without its end`, model: id, host: '' });
    },
    status: () => hosts.map(({ model, record: { inFlight, typicalMs, availableAt } }) => ({ id: model.id, inFlight, typicalMs, availableAt })),
  });
}

interface Host {
  readonly model: LanguageModel;
  readonly record: HostRecord;
}

function choose(hosts: readonly Host[], at: number): Host {
  const available = hosts.filter(({ record }) => at >= record.availableAt);
  // the first of equals is taken, and one that was never tried may be quicker than all
  const newFirst = available.toSorted((a, b) => Number(b.record.typicalMs === undefined) - Number(a.record.typicalMs === undefined));
  const known = hosts.flatMap(({ record }) => record.typicalMs ?? []);
  const usualMs = known.length === 0 ? 1 : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const waitFor = ({ record }: Host) => (record.inFlight + 1) * record.expectedMs(usualMs, at);
  const least = (list: readonly Host[], of: (host: Host) => number) => list.reduce((best, host) => (of(host) < of(best) ? host : best));
  return newFirst.length > 0 ? least(newFirst, waitFor) : least(hosts, ({ record }) => record.availableAt);
}

/** Passes the chunks of a call on and keeps the record of its host. */
function followed({ model, record }: Host, call: ModelCall, context: CallContext) {
  const { clock, signal } = context;
  let hasBegun = false;
  async function* chunks(): AsyncGenerator<ModelChunk> {
    const startedAt = clock.now();
    let isOver = false;
    let isInTheMiddle = false;
    record.begin();
    try {
      for await (const chunk of model.stream(call, context)) {
        hasBegun = true;
        if (chunk.kind === 'end' && !isOver) {
          isOver = true;
          record.succeed(startedAt, clock.now());
        }
        isInTheMiddle = true;
        yield chunk;
        isInTheMiddle = false;
      }
    } catch (error) {
      if (!isOver && !signal.aborted && speaksAgainst(error)) {
        isOver = true;
        record.fail(startedAt, clock.now(), askedPauseMs(error), context.random.fork(`cool-down:${context.requestId}`));
      }
      throw error;
    } finally {
      // a reader who leaves between two chunks has read what it needed
      if (!isOver) record[isInTheMiddle && !signal.aborted ? 'succeed' : 'withdraw'](startedAt, clock.now());
    }
  }
  return { chunks: chunks(), hasBegun: () => hasBegun };
}

/** Failures that another server may not have: it is down, full, broken, or lacks the model. */
function speaksAgainst(error: unknown): boolean {
  return PlanweaveError.isInstance(error) && (error.blame === 'server' || error.code === 'PLANWEAVE_MODEL_NOT_FOUND' || error.code === 'PLANWEAVE_ENDPOINT_NOT_FOUND' || error.code === 'PLANWEAVE_ACCESS_DENIED');
}
