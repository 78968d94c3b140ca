import { bytesOf, jsonAnswer, streamAnswer, type Answer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import type { Exchange } from '../engine/exchange.ts';
import type { FakeRequest, FakeToolCall } from '../engine/generation/fake-reply.ts';
import type { GenerationEvent } from '../engine/generation/generate.ts';
import { metricsFields } from '../engine/generation/metrics.ts';
import { goJson } from '../engine/go-json.ts';
import { serverTime } from '../engine/server-time.ts';
import type { Server } from '../engine/server.ts';

/** What a line of a reply consists of: for a chat a message, for a completion a response. */
export interface ReplyPart {
  readonly text: string;
  readonly thinking: string;
  readonly toolCalls: readonly FakeToolCall[];
}

/** How an endpoint writes a part. */
export type PartShape = (part: ReplyPart) => Readonly<Record<string, unknown>>;

/** What a reply of the native API needs to know. */
export interface NativeReply {
  readonly request: FakeRequest;
  readonly shape: PartShape;
  /** Extra fields of the final object. */
  readonly finalFields?: (event: Extract<GenerationEvent, { readonly kind: 'end' }>) => Readonly<Record<string, unknown>>;
}

const emptyPart: ReplyPart = { text: '', thinking: '', toolCalls: [] };

/** The events of a reply as NDJSON lines, or as one object when the request does not want a stream. */
export function nativeAnswer(server: Server, exchange: Exchange, reply: NativeReply, events: AsyncIterable<GenerationEvent>): Answer | Promise<Answer> {
  const object = (part: ReplyPart, more: Readonly<Record<string, unknown>>) => ({ ...replyHead(server, reply.request.model), ...reply.shape(part), ...more });
  const final = (part: ReplyPart, event: Extract<GenerationEvent, { readonly kind: 'end' }>) =>
    object(part, {
      done: true,
      done_reason: event.finishReason,
      ...reply.finalFields?.(event),
      ...metricsFields(event.metrics, exchange.faults.find('metrics')),
    });

  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const event of events) yield bytesOf(`${goJson(lineOf(event))}\n`);
  }
  const lineOf = (event: GenerationEvent): unknown => {
    if (event.kind === 'failure') return { error: event.message };
    if (event.kind === 'end') return final({ text: event.finalText, thinking: '', toolCalls: event.toolCalls }, event);
    return object({ ...emptyPart, [event.kind]: event.text }, { done: false });
  };
  const whole = async (): Promise<Answer> => {
    const { part, end } = await collected(events);
    // without an end the server still says 200, and that the reply is not done
    return jsonAnswer(200, end === undefined ? object(part, { done: false }) : final(part, end));
  };
  return reply.request.stream ? streamAnswer('application/x-ndjson', lines()) : whole();
}

/** The fields with which every reply begins. */
export function replyHead(server: Server, model: string): Readonly<Record<string, unknown>> {
  return { model, created_at: serverTime(server.epochMs, server.clock.now()) };
}

/** The whole reply at once. @throws {@link ApiError} 500 when it failed on the way */
export async function collected(
  events: AsyncIterable<GenerationEvent>,
): Promise<{ readonly part: ReplyPart; readonly end: Extract<GenerationEvent, { readonly kind: 'end' }> | undefined }> {
  let text = '';
  let thinking = '';
  for await (const event of events) {
    if (event.kind === 'failure') throw new ApiError(500, event.message);
    if (event.kind === 'end') return { part: { text: text + event.finalText, thinking, toolCalls: event.toolCalls }, end: event };
    if (event.kind === 'text') text += event.text;
    else thinking += event.text;
  }
  return { part: { text, thinking, toolCalls: [] }, end: undefined };
}

/** Calls of tools as the native API writes them: arguments are an object. */
export function nativeToolCalls(calls: readonly FakeToolCall[]): readonly unknown[] {
  return calls.map((call, index) => ({ id: `call_${index}`, function: { index, name: call.name, arguments: call.arguments } }));
}
