import type { CallContext, ModelCall } from '@planweave/core-types';
import { streamCall, type HttpCall, type JsonObject } from '@planweave/model-http';
import { replyFramer } from '../call/reply-framer.ts';
import type { ChatModel } from './chat-model.ts';
import { chatRequest } from './chat-request.ts';
import type { OpenAiChunk } from './openai-reply.ts';
import { createReplyWriter } from './reply-writer.ts';

/** Makes one call and gives its reply piece by piece. Leaving the loop closes the connection. */
export function streamChat(model: ChatModel, call: ModelCall, context: CallContext): AsyncIterable<OpenAiChunk> {
  const { connection, settings, target } = model;
  return streamCall(connection, settings.model, context, async function* chunks(open): AsyncGenerator<OpenAiChunk> {
    const writer = createReplyWriter({ settings, target, clock: context.clock, startedAt: context.clock.now(), call: open });
    const response = await ask(open, model, call);
    for await (const object of open.readItems<JsonObject>(response, (outlet) => replyFramer(open, outlet))) {
      yield* whileWanted(writer.read(object), open);
    }
    yield* whileWanted(writer.finish(), open);
  });
}

/** Asks, and asks again without what the server refuses, as long as there is something to learn from its refusals. */
function ask(open: HttpCall, { settings, learned, target }: ChatModel, call: ModelCall): Promise<Response> {
  let sent = chatRequest(call, settings, learned, target);
  const request = () => ({ url: `${settings.base.url}/chat/completions`, body: JSON.stringify(sent), headers: { accept: 'text/event-stream, application/json' } });
  return open.send(request(), ({ status, said }) => {
    if (!learned.learn({ status, said, sent })) return undefined;
    sent = chatRequest(call, settings, learned, target);
    return request();
  });
}

/** Gives each chunk as long as the call is wanted: the caller may lose interest while it holds one. */
function* whileWanted(chunks: readonly OpenAiChunk[], open: HttpCall): Generator<OpenAiChunk> {
  for (const chunk of chunks) {
    open.throwIfStopped();
    yield chunk;
  }
}
