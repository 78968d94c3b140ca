import {
  checkDuration,
  checkOption,
  PlanweaveError,
  UnfinishedReplyError,
  type CallContext,
  type LanguageModel,
  type ModelCall,
  type ModelChunk,
  type ModelReply,
} from '@planweave/core-types';
import { createHostRecord, type HostRecord } from './host-record.ts';

/** Options of {@link modelRouter}. */
export interface ModelRouterOptions {
  /** How long a model is left alone after a first failure, in milliseconds above 0; doubles with each further one. @default 1000 */
  readonly coolDownMs?: number;
  /** The longest it is left alone, in milliseconds. @default 30000 */
  readonly maxCoolDownMs?: number;
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
 * answer first (calls running there, plus one, times what a good call takes; of equals the first). When a server fails before it
 * wrote anything, it is left alone for a while and the next one gets the call, each at most once. A server that refuses
 * quickly does not look fast, because only good calls count as speed. When all are left alone, the one that is due first
 * is tried.
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
  const { coolDownMs = 1_000, maxCoolDownMs = 30_000, id = models.map((model) => model.id).join(' | ') } = options;
  checkOption('modelRouter', 'models', models, 'a list with at least one model', (given) => given.length > 0);
  checkOption('modelRouter', 'coolDownMs', coolDownMs, 'a finite number of milliseconds above 0', (given) => Number.isFinite(given) && given > 0);
  checkDuration('modelRouter', 'maxCoolDownMs', maxCoolDownMs);
  const hosts = models.map((model) => ({ model, record: createHostRecord({ firstMs: coolDownMs, maxMs: maxCoolDownMs }) }));

  async function* stream(call: ModelCall, context: CallContext): AsyncGenerator<ModelChunk> {
    const untried = new Set(hosts);
    for (;;) {
      const host = choose([...untried], context.clock.now());
      untried.delete(host);
      const attempt = followed(host.model.stream(call, context), host.record, context);
      try {
        yield* attempt.chunks;
        return;
      } catch (error) {
        if (attempt.hasBegun() || untried.size === 0 || context.signal.aborted || !speaksAgainst(error)) throw error;
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
  const available = hosts.filter(({ record }) => record.isAvailable(at));
  const known = hosts.flatMap(({ record }) => record.typicalMs ?? []);
  const usualMs = known.length === 0 ? 1 : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const waitFor = ({ record }: Host) => (record.inFlight + 1) * (record.typicalMs ?? usualMs);
  const least = (list: readonly Host[], of: (host: Host) => number) => list.reduce((best, host) => (of(host) < of(best) ? host : best));
  return available.length > 0 ? least(available, waitFor) : least(hosts, ({ record }) => record.availableAt);
}

/** Passes the chunks of a call on and keeps the record of its host. */
function followed(source: AsyncIterable<ModelChunk>, record: HostRecord, { clock, signal }: CallContext) {
  let hasBegun = false;
  async function* chunks(): AsyncGenerator<ModelChunk> {
    const startedAt = clock.now();
    let isOver = false;
    record.begin();
    try {
      for await (const chunk of source) {
        hasBegun = true;
        if (chunk.kind === 'end') {
          isOver = true;
          record.succeed(clock.now() - startedAt);
        }
        yield chunk;
      }
    } catch (error) {
      if (!isOver && !signal.aborted && speaksAgainst(error)) {
        isOver = true;
        record.fail(clock.now());
      }
      throw error;
    } finally {
      if (!isOver) record.withdraw();
    }
  }
  return { chunks: chunks(), hasBegun: () => hasBegun };
}

/** Failures that another server may not have: it is down, full, broken, or lacks the model. */
function speaksAgainst(error: unknown): boolean {
  return PlanweaveError.isInstance(error) && (error.blame === 'server' || error.code === 'PLANWEAVE_MODEL_NOT_FOUND' || error.code === 'PLANWEAVE_ENDPOINT_NOT_FOUND' || error.code === 'PLANWEAVE_ACCESS_DENIED');
}
