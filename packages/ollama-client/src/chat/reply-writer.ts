import { InvalidOutputError, OutputTruncatedError, type Clock, type ModelCall } from '@planweave/core-types';
import type { ReplyObject } from '../call/judge-reply.ts';
import { readOllamaTimings, readServerTimings, readUsage } from '../timings/read-timings.ts';
import type { ChatModel } from './chat-model.ts';
import type { OllamaChunk, OllamaReply } from './ollama-reply.ts';
import { watchForRunaway } from './runaway.ts';
import { splitThinking, type WrittenPiece } from './split-thinking.ts';

/** Puts a reply together from its pieces. */
export interface ReplyWriter {
  think(text: string): OllamaChunk;
  /** The chunks that a piece of content makes; `isLast` gives what was held back as well. */
  write(content: string, isLast: boolean): OllamaChunk[];
  /** What is wrong with the answer so far, when it must be stopped. */
  problem(): string | undefined;
  /** The whole reply, from the object that completed it. */
  finish(final: ReplyObject): OllamaReply;
}

/** Begins a reply. */
export function createReplyWriter(job: ChatModel & { readonly call: ModelCall; readonly startedAt: number; readonly clock: Clock }): ReplyWriter {
  const { clock, startedAt } = job;
  const splitter = splitThinking();
  const runaway = watchForRunaway();
  let text = '';
  let thinking = '';
  let firstTokenMs: number | undefined;
  let problem: string | undefined;

  const keep = (piece: WrittenPiece): OllamaChunk => {
    firstTokenMs ??= clock.now() - startedAt;
    if (piece.kind === 'thinking') thinking += piece.text;
    else {
      text += piece.text;
      problem ??= runaway.push(piece.text);
    }
    return piece;
  };

  return {
    think: (thought) => keep({ kind: 'thinking', text: thought }),
    write: (content, isLast) => [...splitter.push(content), ...(isLast ? splitter.end() : [])].map((piece) => keep(piece)),
    problem: () => problem,
    finish(final) {
      const usage = readUsage(final);
      const finishReason = final['done_reason'] === 'length' ? 'length' : 'stop';
      refuseUseless(job, text, thinking, finishReason);
      const totalMs = clock.now() - startedAt;
      return Object.freeze({
        text,
        ...(thinking === '' ? {} : { thinking }),
        model: typeof final['model'] === 'string' ? final['model'] : job.settings.model,
        finishReason,
        usage: Object.freeze(usage),
        timings: Object.freeze({ totalMs, firstTokenMs: firstTokenMs ?? totalMs, ...readServerTimings(final) }),
        ollama: Object.freeze({ ...readOllamaTimings(final, job.speed), isPromptTruncated: isPromptTruncated(job, usage.promptTokens) }),
      });
    },
  };
}

/** A reply without an answer must not pass for one. */
function refuseUseless({ target, settings }: ChatModel, text: string, thinking: string, finishReason: string): void {
  const isEmpty = text.trim() === '';
  const who = `Model "${target.model}" on ${target.host}`;
  if (finishReason === 'length' && (isEmpty || settings.truncatedReply === 'throw')) {
    const [spent, advice] = !isEmpty
      ? ['before its answer was complete', '']
      : thinking === ''
        ? ['with nothing but white space', 'change the prompt, or ']
        : ['while it was thinking', 'send think: false, or '];
    throw new OutputTruncatedError({ ...target, message: `${who} reached its token limit ${spent}; ${advice}raise sampling.maxTokens` });
  }
  if (isEmpty) {
    throw new InvalidOutputError({ ...target, message: `${who} answered nothing${thinking === '' ? '; try again' : ', it only thought; send think: false'}` });
  }
}

/** English has about four characters in a token, and few texts have more than six; other scripts have fewer. */
const charactersPerToken = 4;
const leastShareCounted = 0.6;

function isPromptTruncated({ call, settings }: { readonly call: ModelCall } & ChatModel, promptTokens: number): boolean {
  const characters = call.messages.reduce((sum, message) => sum + message.content.length, 0);
  const estimate = characters / charactersPerToken;
  return promptTokens > 0 && estimate > settings.load.num_ctx / 2 && promptTokens < estimate * leastShareCounted;
}
