import { ApiError } from '../engine/api-error.ts';
import type { Exchange } from '../engine/exchange.ts';
import type { FakeModel } from '../engine/fake-model.ts';
import type { FakeReply, FakeRequest } from '../engine/generation/fake-reply.ts';
import { generate, type GenerationEvent } from '../engine/generation/generate.ts';
import { runnerOptions, type RunnerOptions } from '../engine/scheduling/runner-options.ts';
import type { RunnerWish } from '../engine/scheduling/runner-wish.ts';
import type { Server } from '../engine/server.ts';
import { sortKeys } from '../engine/sort-keys.ts';
import { spoilContent } from '../faults/content-faults.ts';
import { spoilEvents } from '../faults/event-faults.ts';
import { checkFormat } from '../requests/check-format.ts';
import { fitPrompt } from '../requests/fit-prompt.ts';
import { checkOptionTypes } from '../requests/option-types.ts';

/** A request for text, whichever API it came through. */
export interface Inference {
  readonly request: FakeRequest;
  readonly model: FakeModel;
  readonly keepAliveMs: number | undefined;
  readonly truncate: boolean;
  readonly shift: boolean | undefined;
  /** What stands before the messages in the prompt: tools and the like. */
  readonly head: string;
}

/**
 * Gets the model into memory, waits for a slot, reads the prompt, and returns when the first token is there.
 *
 * @throws `ApiError` for whatever goes wrong before that.
 */
export async function startInference(server: Server, exchange: Exchange, inference: Inference): Promise<AsyncIterable<GenerationEvent>> {
  const { model, request } = inference;
  checkOptionTypes(request.options);
  const options = runnerOptions(request.options, inference.shift, model);
  const startedAt = exchange.record.receivedAt;
  const runner = await server.scheduler.assign(runnerWish(exchange, model, options, inference.keepAliveMs));
  const assignedAt = server.clock.now();
  const prompt = fitPrompt(request, inference.head, model, {
    contextTokens: options.num_ctx,
    keepTokens: wholeNumber(request.options['num_keep']) ?? 4,
    truncate: inference.truncate,
    shift: options.shift,
  });
  const events = spoilEvents(
    exchange,
    generate({
      exchange,
      runner,
      startedAt,
      assignedAt,
      prompt,
      limits: {
        maxTokens: Math.min(mostTokens(request, model, options.num_ctx), options.shift ? Infinity : options.num_ctx - prompt.length),
        stop: (request.options['stop'] as string[] | null | undefined) ?? [],
        think: request.think,
        stopsOnRepetition: model.path === 'rendered' || request.path === '/api/generate',
      },
      prefillTokensPerSecond: model.speed.prefillTokensPerSecond ?? server.speed.prefillTokensPerSecond,
      decodeTokensPerSecond: model.speed.decodeTokensPerSecond ?? server.speed.decodeTokensPerSecond,
      checkFormat: () => checkFormat(request.format),
      reply: () => write(server, exchange, seenBy(model, request)),
      crash: () => server.scheduler.crash(runner),
    }),
  );
  return withFirst(events);
}

/** What a request asks the scheduler for, with the faults that concern it. */
export function runnerWish(exchange: Exchange, model: FakeModel, options: RunnerOptions, keepAliveMs: number | undefined): RunnerWish {
  const crash = exchange.faults.find('crash');
  const reload = exchange.faults.find('reload');
  const failsToLoad = crash?.during === 'load';
  const outOfMemory = crash?.outOfMemory === true;
  return {
    exchange,
    model,
    options,
    keepAliveMs,
    reload: reload === undefined && !failsToLoad ? undefined : { loadMs: reload?.loadMs },
    loadFailure: failsToLoad ? { error: loadError(outOfMemory), evictsAll: outOfMemory } : undefined,
  };
}

function loadError(isOutOfMemory: boolean): ApiError {
  return new ApiError(
    500,
    isOutOfMemory
      ? 'llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory'
      : 'llama-server process has terminated: exit status 2: error loading model',
  );
}

/** On its native path a chat loses the order of the keys of its schema on the way to the model. */
function seenBy(model: FakeModel, request: FakeRequest): FakeRequest {
  return model.path === 'native' && request.path !== '/api/generate' ? { ...request, format: sortKeys(request.format) } : request;
}

async function write(server: Server, exchange: Exchange, request: FakeRequest): Promise<FakeReply> {
  let reply: string | FakeReply;
  try {
    reply = await server.reply(request, { signal: exchange.signal, clock: server.clock, number: server.nextReply() });
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(500, error instanceof Error ? error.message : String(error));
  }
  const whole = typeof reply === 'string' ? { text: reply } : reply;
  const fault = exchange.faults.find('content');
  return fault === undefined ? whole : spoilContent(fault.how, whole);
}

/** `num_predict`; never more than ten contexts, which is what "unlimited" means. */
function mostTokens(request: FakeRequest, model: FakeModel, contextTokens: number): number {
  const limit = 10 * contextTokens;
  const asked = wholeNumber(request.options['num_predict']) ?? -1;
  if (asked === 0) return model.path === 'native' && request.path !== '/api/generate' ? 0 : limit;
  return asked < 0 ? limit : Math.min(asked, limit);
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? Math.trunc(value) : undefined;
}

/** What fails before the first token is out still becomes a status. */
async function withFirst(events: AsyncGenerator<GenerationEvent, void>): Promise<AsyncIterable<GenerationEvent>> {
  const first = await events.next();
  if (first.done !== true && first.value.kind === 'failure') throw new ApiError(500, first.value.message);
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* events;
  })();
}
