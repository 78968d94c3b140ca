import type { CallContext, ModelCall } from '@planweave/core-types';
import { explain, watchModel } from '../call/ask.ts';
import type { CallWatch } from '../call/call-watch.ts';
import { eagerStream } from '../call/eager-stream.ts';
import { eventFramer } from '../call/event-framer.ts';
import { broken, unfinished, type ReplyObject } from '../call/judge-reply.ts';
import { readDocument } from '../call/read-document.ts';
import { sendRequest } from '../call/send-request.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { ServerSaid } from '../errors/server-said.ts';
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
    const question = { path: '/chat/completions', body, onRefused: (status: number, said: ServerSaid) => learned.learn(status, said) };
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

/** The objects of a reply: events, or one document from a server that does not stream. */
async function* objectsOf(response: Response, settings: ModelSettings, watch: CallWatch, target: CallTarget): AsyncGenerator<ReplyObject> {
  if (response.headers.get('content-type')?.includes('application/json') === true) {
    yield await readDocument(response, settings, watch, target);
    return;
  }
  const rules = {
    maxReplyBytes: settings.maxReplyBytes,
    onProgress: watch.progressed,
    onComplete: watch.completed,
    onBodyEnd: watch.drained,
    broken: (problem: string, cause?: unknown) => broken(target, problem, cause),
    unfinished: (cause?: unknown) => unfinished(target, cause),
  };
  yield* eagerStream<ReplyObject>(response.body ?? new Blob([]).stream(), rules, watch.signal, (outlet) => eventFramer(target, settings, outlet));
}
