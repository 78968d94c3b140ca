import { seededRandom } from '@planweave/core-types';
import { jsonAnswer } from '../engine/answer.ts';
import { ApiError, nestedError } from '../engine/api-error.ts';
import type { Exchange } from '../engine/exchange.ts';
import type { FakeModel } from '../engine/fake-model.ts';
import { pauseUntil } from '../engine/pause.ts';
import { keepAliveMs } from '../engine/go-duration.ts';
import { runnerOptions } from '../engine/scheduling/runner-options.ts';
import { nanoseconds } from '../engine/server-time.ts';
import type { Server } from '../engine/server.ts';
import { tokensOf } from '../engine/tokens.ts';
import { spoilVectors } from '../faults/embedding-faults.ts';
import { fieldsOf, flagField, objectField, textField, type JsonFields } from '../requests/json-body.ts';
import { checkOptionTypes } from '../requests/option-types.ts';
import { runnerWish } from './inference.ts';
import { findModel, type Route } from './route.ts';

/** What an embedding request gave. */
export interface Embedded {
  readonly vectors: readonly (readonly (number | null)[])[];
  readonly promptTokens: number;
  readonly loadMs: number;
}

/** `POST /api/embed` */
export const embed: Route = async (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'EmbedRequest');
  const name = textField(fields, 'model');
  const embedded = await embedTexts(server, exchange, name, fields);
  const { clock } = server;
  return jsonAnswer(200, {
    model: name,
    embeddings: embedded.vectors,
    ...positive({
      total_duration: nanoseconds(clock.now() - exchange.record.receivedAt),
      load_duration: nanoseconds(embedded.loadMs),
      prompt_eval_count: embedded.promptTokens,
    }),
  });
};

/** `POST /api/embeddings`, the old one: one text, one vector. */
export const embedOne: Route = async (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'EmbeddingRequest');
  const embedded = await embedTexts(server, exchange, textField(fields, 'model'), { ...fields, input: textField(fields, 'prompt') });
  return jsonAnswer(200, { embedding: embedded.vectors[0] ?? [] });
};

/**
 * Turns the `input` of a request into vectors of length 1: the same text has the same vector in every run.
 *
 * @throws {@link ApiError} 400 for whatever goes wrong with a text, also when it is the server's fault.
 */
export async function embedTexts(server: Server, exchange: Exchange, name: string, fields: JsonFields): Promise<Embedded> {
  const model = findModel(server, name, 'pull-first');
  const texts = inputOf(fields['input']);
  if (texts.length === 0) return { vectors: [], promptTokens: 0, loadMs: 0 };
  const options = objectField(fields, 'options');
  checkOptionTypes(options);
  const runner = await server.scheduler.assign(
    runnerWish(exchange, model, runnerOptions({ num_batch: 2048, ...options }, flagField(fields, 'shift'), model), keepAliveMs(fields['keep_alive'])),
  );
  const loadMs = server.clock.now() - exchange.record.receivedAt;
  if (!model.capabilities.includes('embedding')) {
    throw nestedError(501, 'not_supported_error', 'This server does not support embeddings. Start it with `--embeddings`');
  }
  const fault = exchange.faults.find('embedding');
  if (fault?.how === 'transient-400') throw new ApiError(400, 'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details');
  const giveBack = await runner.places.acquire(exchange.signal);
  exchange.onEnd(giveBack);
  exchange.enter('prompt');
  const dimensions = dimensionsOf(fields['dimensions'], model);
  const vectors: number[][] = [];
  let promptTokens = 0;
  for (const text of texts) {
    const count = countTokens(text, runner.options.num_ctx, flagField(fields, 'truncate') ?? true);
    promptTokens += count;
    const perSecond = model.speed.prefillTokensPerSecond ?? server.speed.prefillTokensPerSecond;
    await pauseUntil(server.clock, server.clock.now() + (count / perSecond) * 1000, exchange.signal);
    vectors.push(vectorOf(`${model.name}\n${text}`, dimensions));
  }
  giveBack();
  return { vectors: fault === undefined ? vectors : spoilVectors(vectors, fault.how), promptTokens, loadMs };
}

function inputOf(input: unknown): readonly string[] {
  if (input === undefined || input === null) return [];
  if (typeof input === 'string') return input === '' ? [] : [input];
  if (Array.isArray(input) && input.every((text) => typeof text === 'string')) return input;
  throw new ApiError(400, 'invalid input type');
}

function countTokens(text: string, contextTokens: number, mayTruncate: boolean): number {
  const count = tokensOf(text).length;
  if (count > contextTokens && !mayTruncate) throw new ApiError(400, 'the input length exceeds the context length');
  return Math.min(count, contextTokens);
}

function dimensionsOf(value: unknown, model: FakeModel): number {
  return typeof value === 'number' && value >= 1 ? Math.min(Math.trunc(value), model.embeddingLength) : model.embeddingLength;
}

function vectorOf(text: string, dimensions: number): number[] {
  const random = seededRandom(text);
  const raw = Array.from({ length: dimensions }, () => random.next() * 2 - 1);
  const length = Math.hypot(...raw);
  return raw.map((component) => component / length);
}

function positive(fields: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== 0));
}
