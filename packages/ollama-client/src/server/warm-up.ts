import type { CallContext, ChatMessage } from '@planweave/core-types';
import type { JsonObject } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import { anyDocument } from '../call/strict-fetch.ts';
import type { ChatModel } from '../chat/chat-model.ts';
import { chatRequest } from '../chat/chat-request.ts';
import { isColdLoad, readServerTimings, readUsage } from '../timings/read-timings.ts';

/** What a warm-up did. */
export interface WarmUp {
  /** True when the model had to be loaded. */
  readonly wasColdLoad: boolean;
  /**
   * How long it waited for its turn and was loaded, in milliseconds: on the server's clock with a prefix, on the caller's
   * without one, because the server tells no times then.
   */
  readonly loadMs: number;
  /** How long the prefix was read, in milliseconds; 0 without one. */
  readonly prefillMs: number;
  /** The tokens of the prefix; 0 without one. */
  readonly prefixTokens: number;
}

/**
 * Loads a model with the very options of its calls, and reads `prefix` into its memory when there is one. The request is
 * not streamed: it has nothing to stream, and a stream could leave a slot behind.
 */
export async function warmUpModel(model: ChatModel, context: CallContext, prefix: readonly ChatMessage[]): Promise<WarmUp> {
  const { settings, connection, target } = model;
  const request = {
    ...(prefix.length === 0
      ? { model: settings.model, messages: [], options: settings.load }
      : chatRequest({ messages: prefix, sampling: { maxTokens: 1 } }, settings, target)),
    stream: false as const,
    ...(settings.keepAliveSeconds === undefined ? {} : { keep_alive: settings.keepAliveSeconds }),
  };
  const { clock } = context;
  const startedAt = clock.now();
  const final: JsonObject = { ...(await ask(connection, settings.model, context, completeDocument, (client) => client.chat(request))) };
  const { loadMs: toldMs, prefillMs } = readServerTimings(final);
  const loadMs = prefix.length === 0 && toldMs === 0 ? clock.now() - startedAt : toldMs;
  return Object.freeze({ wasColdLoad: isColdLoad(loadMs), loadMs, prefillMs, prefixTokens: readUsage(final).promptTokens });
}

/** Asks the server to take a model out of memory as soon as nobody uses it. */
export async function unloadModel({ settings, connection }: ChatModel, context: CallContext): Promise<void> {
  const request = { model: settings.model, messages: [], stream: false as const, keep_alive: 0 };
  await ask(connection, settings.model, context, completeDocument, (client) => client.chat(request));
}

const completeDocument = { ...anyDocument, isFinal: (object: JsonObject) => object['done'] === true };
