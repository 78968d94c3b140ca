import { InvalidOutputError, OutputTruncatedError, type Clock, type FinishReason, type TokenUsage } from '@planweave/core-types';
import { isObject, unfinished, type ReplyObject } from '../call/judge-reply.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import type { OpenAiChunk, OpenAiReply } from './openai-reply.ts';
import { watchForRunaway } from './runaway.ts';
import { splitThinking, type WrittenPiece } from './split-thinking.ts';

/** Puts a reply together from the objects of its stream. */
export interface ReplyWriter {
  /** The chunks that one object makes. Throws when the answer must be stopped. */
  read(object: ReplyObject): OpenAiChunk[];
  /** The chunks that were held back, and the whole reply. */
  finish(): OpenAiChunk[];
}

/** What a reply belongs to. */
export interface ReplyJob {
  readonly settings: ModelSettings;
  readonly target: CallTarget;
  readonly clock: Clock;
  readonly startedAt: number;
}

/** Begins a reply. */
export function createReplyWriter(job: ReplyJob): ReplyWriter {
  const { clock, startedAt, target } = job;
  const who = `Model "${target.model}" on ${target.host}`;
  const splitter = splitThinking();
  const runaway = watchForRunaway();
  let text = '';
  let thinking = '';
  let model: string = job.settings.model;
  let finish: string | undefined;
  let usage: ReplyObject = {};
  let timings: ReplyObject = {};
  let firstTokenMs: number | undefined;

  const keep = (piece: WrittenPiece): OpenAiChunk => {
    firstTokenMs ??= clock.now() - startedAt;
    if (piece.kind === 'thinking') thinking += piece.text;
    else {
      text += piece.text;
      const problem = runaway.push(piece.text);
      if (problem !== undefined) throw new OutputTruncatedError({ ...target, message: `${who} ${problem} and was stopped; change the prompt or the seed` });
    }
    return piece;
  };

  return {
    read(object) {
      if (isObject(object['usage'])) usage = object['usage'];
      if (isObject(object['timings'])) timings = object['timings'];
      if (typeof object['model'] === 'string') model = object['model'];
      const choice = firstChoice(object);
      if (typeof choice['finish_reason'] === 'string') finish ??= choice['finish_reason'];
      const said = choice['delta'] ?? choice['message'];
      const delta = isObject(said) ? said : {};
      const thought = textOf(delta['reasoning_content']) || textOf(delta['reasoning']);
      const content = textOf(delta['content']);
      const pieces: WrittenPiece[] = thought === '' ? [] : [{ kind: 'thinking', text: thought }];
      return [...pieces, ...(content === '' ? [] : splitter.push(content))].map((piece) => keep(piece));
    },
    finish() {
      const last = splitter.end().map((piece) => keep(piece));
      const finishReason = readFinish(finish, job);
      refuseUseless(job, text, thinking, finishReason);
      const totalMs = clock.now() - startedAt;
      const reply: OpenAiReply = Object.freeze({
        text,
        ...(thinking === '' ? {} : { thinking }),
        model,
        finishReason,
        usage: Object.freeze({ promptTokens: count(usage['prompt_tokens']), replyTokens: count(usage['completion_tokens']) } satisfies TokenUsage),
        timings: Object.freeze({ totalMs, firstTokenMs: firstTokenMs ?? totalMs, loadMs: 0, prefillMs: count(timings['prompt_ms']), decodeMs: count(timings['predicted_ms']) }),
        cachedPromptTokens: cachedTokens(usage, timings),
      });
      return [...last, { kind: 'end', reply }];
    },
  };
}

function firstChoice(object: ReplyObject): ReplyObject {
  const { choices } = object;
  return Array.isArray(choices) && isObject(choices[0]) ? choices[0] : {};
}

/** What a finish reason means: unknown ones of new servers are a normal end. */
function readFinish(reason: string | undefined, { target }: ReplyJob): FinishReason {
  if (reason === undefined || reason === 'abort') throw unfinished(target);
  if (reason === 'content_filter') {
    throw new InvalidOutputError({ ...target, message: `Model "${target.model}" on ${target.host} was stopped by a content filter; change the prompt`, isRetryable: false });
  }
  return reason === 'length' ? 'length' : 'stop';
}

/** A reply without an answer must not pass for one. */
function refuseUseless({ target, settings }: ReplyJob, text: string, thinking: string, finishReason: FinishReason): void {
  const isEmpty = text.trim() === '';
  const who = `Model "${target.model}" on ${target.host}`;
  if (finishReason === 'length' && (isEmpty || settings.truncatedReply === 'throw')) {
    throw new OutputTruncatedError({ ...target, message: `${who} reached its token limit before its answer was complete; raise sampling.maxTokens${thinking === '' ? '' : ', or turn thinking off'}` });
  }
  if (isEmpty) {
    throw new InvalidOutputError({ ...target, message: `${who} answered nothing${thinking === '' ? '; try again' : ', it only thought; turn thinking off'}` });
  }
}

function cachedTokens(usage: ReplyObject, timings: ReplyObject): number | undefined {
  const details = usage['prompt_tokens_details'];
  const cached = (isObject(details) ? details['cached_tokens'] : undefined) ?? timings['cache_n'];
  return typeof cached === 'number' ? count(cached) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
