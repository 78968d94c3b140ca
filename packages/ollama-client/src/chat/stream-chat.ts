import { OutputTruncatedError, type CallContext, type ModelCall } from '@planweave/core-types';
import type { Ollama } from 'ollama';
import { broken, isObject, type ReplyObject } from '../call/judge-reply.ts';
import { openCall } from '../call/open-call.ts';
import type { ReplyForm } from '../call/strict-fetch.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import type { ChatModel } from './chat-model.ts';
import { chatRequest, type WireChatRequest } from './chat-request.ts';
import type { OllamaChunk } from './ollama-reply.ts';
import { createReplyWriter, type ReplyWriter } from './reply-writer.ts';

/** Makes one call and gives its reply piece by piece. Leaving the loop closes the connection. */
export async function* streamChat(model: ChatModel, call: ModelCall, context: CallContext): AsyncGenerator<OllamaChunk, void, undefined> {
  const { connection, settings, target } = model;
  const request = chatRequest(call, settings, target);
  const startedAt = context.clock.now();
  const open = openCall(connection, settings.model, context, settings.delivery === 'whole' ? wholeReply : replyLines);
  try {
    const writer = createReplyWriter({ ...model, call, startedAt, clock: context.clock });
    for await (const part of await partsOf(open.client, request, settings.delivery)) {
      yield* chunksOf(part, writer, target);
      // the caller may have lost interest while it held the chunk
      const stopped = open.watch.stoppedBy();
      if (stopped !== undefined) throw stopped;
      if (part['done'] === true) yield { kind: 'end', reply: writer.finish(part) };
    }
  } catch (thrown) {
    throw open.explain(thrown);
  } finally {
    open.watch.close();
  }
}

/** Lines, of which the last says so. */
const replyLines: ReplyForm = { framing: 'lines', isFinal: (object) => object['done'] === true };
const wholeReply: ReplyForm = { ...replyLines, framing: 'document' };

/** The objects of a reply, of which nothing is known yet but that they are objects. */
async function partsOf(client: Ollama, request: WireChatRequest, delivery: 'stream' | 'whole'): Promise<Iterable<ReplyObject> | AsyncIterable<ReplyObject>> {
  const parts: unknown = delivery === 'whole' ? [await client.chat({ ...request, stream: false })] : await client.chat({ ...request, stream: true });
  return parts as Iterable<ReplyObject> | AsyncIterable<ReplyObject>;
}

function chunksOf(part: ReplyObject, writer: ReplyWriter, target: CallTarget): OllamaChunk[] {
  const { message, done } = part;
  const { content = '', thinking = '' }: ReplyObject = isObject(message) ? message : {};
  const isMissing = !isObject(message) && done !== true;
  if (isMissing || typeof content !== 'string' || typeof thinking !== 'string') throw broken(target, 'a line without a message');
  const chunks = thinking === '' ? [] : [writer.think(thinking)];
  chunks.push(...writer.write(content, done === true));
  const problem = writer.problem();
  if (problem !== undefined) {
    throw new OutputTruncatedError({ ...target, message: `Model "${target.model}" on ${target.host} ${problem} and was stopped; change the prompt or the seed` });
  }
  return chunks;
}
