import type { Clock, ModelCall } from '@planweave/core-types';
import { draftReply, type JsonObject } from '@planweave/model-http';
import { readOllamaTimings, readServerTimings, readUsage } from '../timings/read-timings.ts';
import type { ChatModel } from './chat-model.ts';
import type { OllamaChunk, OllamaReply } from './ollama-reply.ts';

/** Puts a reply together from its pieces. */
export interface ReplyWriter {
  /** The chunks that one message makes; `isLast` gives what was held back as well. */
  write(message: { readonly thinking: string; readonly content: string }, isLast: boolean): OllamaChunk[];
  /** The whole reply, from the object that completed it. */
  finish(final: JsonObject): OllamaReply;
}

/** Begins a reply. */
export function createReplyWriter(job: ChatModel & { readonly call: ModelCall; readonly startedAt: number; readonly clock: Clock }): ReplyWriter {
  const { settings, speed } = job;
  const draft = draftReply({ ...job, truncatedReply: settings.truncatedReply, runaway: settings.runaway });
  return {
    write: ({ thinking, content }, isLast) => [...draft.think(thinking), ...draft.write(content), ...(isLast ? draft.end() : [])],
    finish(final) {
      const usage = readUsage(final);
      const { totalMs, firstTokenMs, ...written } = draft.finish(final['done_reason'] === 'length' ? 'length' : 'stop');
      return Object.freeze({
        ...written,
        model: typeof final['model'] === 'string' ? final['model'] : settings.model,
        usage: Object.freeze(usage),
        timings: Object.freeze({ totalMs, firstTokenMs, ...readServerTimings(final) }),
        ollama: Object.freeze({ ...readOllamaTimings(final, speed), isPromptTruncated: isPromptTruncated(job, usage.promptTokens) }),
      });
    },
  };
}

/** English has about four characters in a token, and few texts have more than six; other scripts have fewer. */
const charactersPerToken = 4;
const leastShareCounted = 0.6;

function isPromptTruncated({ call, settings }: { readonly call: ModelCall } & ChatModel, promptTokens: number): boolean {
  const characters = call.messages.reduce((sum, message) => sum + message.content.length, 0);
  const estimate = characters / charactersPerToken;
  return promptTokens > 0 && estimate > settings.load.num_ctx / 2 && promptTokens < estimate * leastShareCounted;
}
