import type { CallContext, ModelCall } from '@planweave/core-types';
import { explain, watchModel } from '../call/ask.ts';
import type { CallWatch } from '../call/call-watch.ts';
import { eagerStream } from '../call/eager-stream.ts';
import { broken, unfinished, type ReplyObject } from '../call/judge-reply.ts';
import { replyFramer } from '../call/reply-framer.ts';
import { sendRequest } from '../call/send-request.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { Refusal } from '../options/learned-limits.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import type { ChatModel } from './chat-model.ts';
import { chatRequest } from './chat-request.ts';
import type { OpenAiChunk } from './openai-reply.ts';
import { createReplyWriter } from './reply-writer.ts';

/** Makes one call and gives its reply piece by piece. Leaving the loop closes the connection. */
export async function* streamChat(model: ChatModel, call: ModelCall, context: CallContext): AsyncGenerator<OpenAiChunk, void, undefined> {
  const { settings, target, learned } = model;
  const body = () => chatRequest(call, settings, learned, target);
  // a wrong call is refused before anything is opened for it
  body();
  const { clock } = context;
  const startedAt = clock.now();
  const watch = watchModel(model, context);
  try {
    const question = { path: '/chat/completions', body, onRefused: (refusal: Refusal) => learned.learn(refusal) };
    const response = await sendRequest(question, settings, model.fetch, watch, target);
    const writer = createReplyWriter({ settings, target, clock, startedAt });
    for await (const object of objectsOf(response, settings, watch, target)) {
      yield* stopped(writer.read(object), watch);
    }
    yield* stopped(writer.finish(), watch);
  } catch (thrown) {
    throw explain(thrown, watch, target);
  } finally {
    watch.close();
  }
}

/** Gives each chunk as long as the call is wanted: the caller may lose interest while it holds one. */
function* stopped(chunks: readonly OpenAiChunk[], watch: CallWatch): Generator<OpenAiChunk> {
  for (const chunk of chunks) {
    const reason = watch.stoppedBy();
    if (reason !== undefined) throw reason;
    yield chunk;
  }
}

/** The objects of a reply, as fast as the server sends them. */
function objectsOf(response: Response, settings: ModelSettings, watch: CallWatch, target: CallTarget): AsyncIterable<ReplyObject> {
  const rules = {
    maxReplyBytes: settings.maxReplyBytes,
    onProgress: watch.progressed,
    onComplete: watch.completed,
    onBodyEnd: watch.drained,
    broken: (problem: string, cause?: unknown) => broken(target, problem, cause),
    unfinished: (cause?: unknown) => unfinished(target, cause),
  };
  return eagerStream<ReplyObject>(response.body ?? new Blob([]).stream(), rules, watch.signal, (outlet) => replyFramer(target, settings, outlet));
}
