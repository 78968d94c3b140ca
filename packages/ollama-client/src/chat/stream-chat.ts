import type { CallContext, ModelCall } from '@planweave/core-types';
import { isJsonObject, streamCall, type HttpCall, type JsonObject } from '@planweave/model-http';
import type { Ollama } from 'ollama';
import { clientFor } from '../call/ask.ts';
import type { ReplyForm } from '../call/strict-fetch.ts';
import type { ChatModel } from './chat-model.ts';
import { chatRequest, type WireChatRequest } from './chat-request.ts';
import type { OllamaChunk } from './ollama-reply.ts';
import { createReplyWriter, type ReplyWriter } from './reply-writer.ts';

/** Makes one call and gives its reply piece by piece. Leaving the loop closes the connection. */
export function streamChat(model: ChatModel, call: ModelCall, context: CallContext): AsyncIterable<OllamaChunk> {
  const { connection, settings, target } = model;
  return streamCall(connection, settings.model, context, async function* chunks(open): AsyncGenerator<OllamaChunk> {
    const request = chatRequest(call, settings, target);
    const writer = createReplyWriter({ ...model, call, startedAt: context.clock.now(), clock: context.clock });
    const client = clientFor(open, connection, settings.delivery === 'whole' ? wholeReply : replyLines);
    for await (const part of await partsOf(client, request, settings.delivery)) {
      yield* chunksOf(part, writer, open);
      // the caller may have lost interest while it held the chunk
      open.throwIfStopped();
      if (part['done'] === true) yield { kind: 'end', reply: writer.finish(part) };
    }
  });
}

/** Lines, of which the last says so. */
const replyLines: ReplyForm = { framing: 'lines', isFinal: (object) => object['done'] === true };
const wholeReply: ReplyForm = { ...replyLines, framing: 'document' };

/** The objects of a reply, of which nothing is known yet but that they are objects. */
async function partsOf(client: Ollama, request: WireChatRequest, delivery: 'stream' | 'whole'): Promise<Iterable<JsonObject> | AsyncIterable<JsonObject>> {
  const parts: unknown = delivery === 'whole' ? [await client.chat({ ...request, stream: false })] : await client.chat({ ...request, stream: true });
  return parts as Iterable<JsonObject> | AsyncIterable<JsonObject>;
}

function chunksOf(part: JsonObject, writer: ReplyWriter, call: HttpCall): OllamaChunk[] {
  const { message, done } = part;
  const { content = '', thinking = '' }: JsonObject = isJsonObject(message) ? message : {};
  const isMissing = !isJsonObject(message) && done !== true;
  if (isMissing || typeof content !== 'string' || typeof thinking !== 'string') throw call.broken('a line without a message');
  return writer.write({ thinking, content }, done === true);
}
