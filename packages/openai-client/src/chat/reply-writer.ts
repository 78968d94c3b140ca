import { InvalidOutputError, type FinishReason } from '@planweave/core-types';
import { draftReply, inWords, isJsonObject, type DraftJob, type HttpCall, type JsonObject } from '@planweave/model-http';
import type { ModelSettings } from '../options/model-settings.ts';
import type { OpenAiChunk, OpenAiReply } from './openai-reply.ts';

/** Puts a reply together from the objects of its stream. */
export interface ReplyWriter {
  /** The chunks that one object makes. Throws when the answer must be stopped. */
  read(object: JsonObject): OpenAiChunk[];
  /** The chunks that were held back, and the whole reply. */
  finish(): OpenAiChunk[];
}

/** What a reply belongs to. */
export interface ReplyJob extends Omit<DraftJob, 'truncatedReply' | 'runaway'> {
  readonly settings: ModelSettings;
  readonly call: HttpCall;
}

/** Begins a reply. */
export function createReplyWriter(job: ReplyJob): ReplyWriter {
  const { settings } = job;
  const draft = draftReply({ ...job, truncatedReply: settings.truncatedReply, runaway: settings.runaway });
  let model: string = settings.model;
  let finish: string | undefined;
  let usage: JsonObject = {};
  let timings: JsonObject = {};
  return {
    read(object) {
      if (isJsonObject(object['usage'])) usage = object['usage'];
      if (isJsonObject(object['timings'])) timings = object['timings'];
      if (typeof object['model'] === 'string') model = object['model'];
      const choice = firstChoice(object);
      if (typeof choice['finish_reason'] === 'string') finish ??= choice['finish_reason'];
      const said = choice['delta'] ?? choice['message'];
      const delta = isJsonObject(said) ? said : {};
      const thought = textOf(delta['reasoning_content']) || textOf(delta['reasoning']);
      return [...draft.think(thought), ...draft.write(textOf(delta['content']))];
    },
    finish() {
      const last = draft.end();
      const { totalMs, firstTokenMs, ...written } = draft.finish(readFinish(finish, job));
      const reply: OpenAiReply = Object.freeze({
        ...written,
        model,
        usage: Object.freeze({ promptTokens: count(usage['prompt_tokens']), replyTokens: count(usage['completion_tokens']) }),
        timings: Object.freeze({ totalMs, firstTokenMs, loadMs: 0, prefillMs: count(timings['prompt_ms']), decodeMs: count(timings['predicted_ms']) }),
        cachedPromptTokens: cachedTokens(usage, timings),
      });
      return [...last, { kind: 'end', reply }];
    },
  };
}

function firstChoice(object: JsonObject): JsonObject {
  const { choices } = object;
  return Array.isArray(choices) && isJsonObject(choices[0]) ? choices[0] : {};
}

/** What a finish reason means: unknown ones of new servers are a normal end. */
function readFinish(reason: string | undefined, { target, call }: ReplyJob): FinishReason {
  if (reason === undefined || reason === 'abort') throw call.unfinished();
  if (reason === 'content_filter') {
    throw new InvalidOutputError({ ...target, message: `${inWords(target)} was stopped by a content filter; change the prompt`, isRetryable: false });
  }
  return reason === 'length' ? 'length' : 'stop';
}

function cachedTokens(usage: JsonObject, timings: JsonObject): number | undefined {
  const details = usage['prompt_tokens_details'];
  const cached = (isJsonObject(details) ? details['cached_tokens'] : undefined) ?? timings['cache_n'];
  return typeof cached === 'number' ? count(cached) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
