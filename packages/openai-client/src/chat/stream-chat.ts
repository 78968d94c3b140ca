import { PlanweaveError, PlugInError, type CallContext, type ModelCall } from '@planweave/core-types';
import { boundedText } from '../call/bounded-text.ts';
import { watchCall, type CallWatch } from '../call/call-watch.ts';
import { eagerStream } from '../call/eager-stream.ts';
import { eventFramer } from '../call/event-framer.ts';
import type { HttpFetch } from '../call/http-fetch.ts';
import { broken, readReplyObject, unfinished, type ReplyObject } from '../call/judge-reply.ts';
import { sendRequest } from '../call/send-request.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { ServerSaid } from '../errors/server-said.ts';
import type { LearnedLimits } from '../options/learned-limits.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import { chatRequest } from './chat-request.ts';
import type { OpenAiChunk } from './openai-reply.ts';
import { createReplyWriter } from './reply-writer.ts';

/** What one model has for all its calls. */
export interface ChatModel {
  readonly settings: ModelSettings;
  readonly target: CallTarget;
  readonly fetch: HttpFetch;
  readonly learned: LearnedLimits;
}

/** Makes one call and gives its reply piece by piece. Leaving the loop closes the connection. */
export async function* streamChat(model: ChatModel, call: ModelCall, context: CallContext): AsyncGenerator<OpenAiChunk, void, undefined> {
  const { settings, target, learned } = model;
  const body = () => chatRequest(call, settings, learned, target);
  // a wrong call is refused before anything is opened for it
  body();
  const { clock } = context;
  const startedAt = clock.now();
  const { firstTokenMs, idleMs } = settings;
  const watch = watchCall(context, { what: `Model "${target.model}" on ${target.host}`, firstTokenMs, idleMs });
  try {
    const question = { path: '/chat/completions', body, onRefused: (status: number, said: ServerSaid) => learned.learn(status, said) };
    const response = await sendRequest(question, settings, model.fetch, watch, target);
    const writer = createReplyWriter({ settings, target, clock, startedAt });
    for await (const object of objectsOf(response, settings, watch, target)) {
      yield* stopped(writer.read(object), watch);
    }
    yield* stopped(writer.finish(), watch);
  } catch (thrown) {
    throw watch.stoppedBy() ?? (PlanweaveError.isInstance(thrown) ? thrown : new PlugInError(`Model "${target.model}" on ${target.host}`, 'decode', thrown));
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
  const { maxReplyBytes } = settings;
  const body = response.body ?? new Blob([]).stream();
  if (response.headers.get('content-type')?.includes('application/json') === true) {
    const { text, isWhole } = await watch.untilStopped(boundedText(body, maxReplyBytes)).catch((cause: unknown) => {
      throw watch.stoppedBy() ?? unfinished(target, cause);
    });
    if (!isWhole) throw broken(target, `more than ${maxReplyBytes} bytes`);
    watch.completed();
    watch.drained();
    yield readReplyObject(text, target);
    return;
  }
  const rules = {
    maxReplyBytes,
    onProgress: watch.progressed,
    onComplete: watch.completed,
    onBodyEnd: watch.drained,
    broken: (problem: string, cause?: unknown) => broken(target, problem, cause),
    unfinished: (cause?: unknown) => unfinished(target, cause),
  };
  yield* eagerStream<ReplyObject>(body, rules, watch.signal, (outlet) => eventFramer(target, Math.min(maxEventLength, maxReplyBytes), outlet));
}

/** An event is a token or two. */
const maxEventLength = 1024 * 1024;
