import { bytesOf, jsonAnswer, streamAnswer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import type { Exchange } from '../engine/exchange.ts';
import type { FakeToolCall } from '../engine/generation/fake-reply.ts';
import type { GenerationEvent } from '../engine/generation/generate.ts';
import { spoiltMetrics, type GenerationMetrics } from '../engine/generation/metrics.ts';
import { goJson } from '../engine/go-json.ts';
import { fieldsOf, objectField, textField } from '../requests/json-body.ts';
import { openaiRequest } from '../requests/openai-request.ts';
import { startInference } from './inference.ts';
import { collected } from './native-reply.ts';
import { findModel, requireCapability, type Route } from './route.ts';

/** `POST /v1/chat/completions`, as Ollama serves it. */
export const openaiChat: Route = async (server, exchange) => {
  if (exchange.record.rawBody.length === 0) throw new ApiError(400, 'EOF');
  const fields = fieldsOf(exchange.record.rawBody, 'ChatCompletionRequest');
  if (!Array.isArray(fields['messages']) || fields['messages'].length === 0) throw new ApiError(400, "[] is too short - 'messages'");
  const name = textField(fields, 'model');
  if (name === '') throw new ApiError(400, 'model is required');
  const model = findModel(server, name);
  requireCapability(model, name, 'completion');
  const tools = Array.isArray(fields['tools']) ? fields['tools'] : [];
  if (tools.length > 0) requireCapability(model, name, 'tools');
  const request = openaiRequest(exchange.record.path, fields, model);
  const head = `${request.think ? '<|think|>' : ''}${tools.length > 0 ? JSON.stringify(tools) : ''}`;
  const events = await startInference(server, exchange, { request, model, keepAliveMs: undefined, truncate: true, shift: undefined, head });
  const base = {
    id: `chatcmpl-${(exchange.record.number * 37) % 999}`,
    created: Math.floor((server.epochMs + server.clock.now()) / 1000),
    model: name,
    system_fingerprint: 'fp_ollama',
  };
  if (request.stream) {
    const wantsUsage = objectField(fields, 'stream_options')['include_usage'] === true;
    return streamAnswer('text/event-stream', serverSentEvents(exchange, base, events, wantsUsage));
  }
  const { part, end } = await collected(events);
  const message = {
    role: 'assistant',
    content: part.text,
    ...(part.thinking === '' ? {} : { reasoning: part.thinking }),
    ...(part.toolCalls.length === 0 ? {} : { tool_calls: toolCalls(part.toolCalls) }),
  };
  const finishReason = end === undefined ? null : part.toolCalls.length > 0 ? 'tool_calls' : end.finishReason;
  return jsonAnswer(200, {
    ...base,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage: usageOf(exchange, end?.metrics),
  });
};

async function* serverSentEvents(exchange: Exchange, base: object, events: AsyncIterable<GenerationEvent>, wantsUsage: boolean): AsyncGenerator<Uint8Array> {
  const frame = (choices: readonly unknown[], more: object = {}) => bytesOf(`data: ${goJson({ ...base, object: 'chat.completion.chunk', choices, ...more })}\n\n`);
  for await (const event of events) {
    if (event.kind === 'failure') {
      // the compatibility layer reads the error as an empty reply: no message, no finish, no [DONE]
      yield frame(choice({}));
      return;
    }
    if (event.kind !== 'end') {
      yield frame(choice(event.kind === 'text' ? { content: event.text } : { reasoning: event.text }));
      continue;
    }
    if (event.finalText !== '') yield frame(choice({ content: event.finalText }));
    const calls = event.toolCalls;
    yield frame(choice(calls.length > 0 ? { tool_calls: toolCalls(calls) } : {}, calls.length > 0 ? 'tool_calls' : event.finishReason));
    if (wantsUsage) yield frame([], { usage: usageOf(exchange, event.metrics) });
    yield bytesOf('data: [DONE]\n\n');
  }
}

function choice(delta: object, finishReason: string | null = null): readonly unknown[] {
  return [{ index: 0, delta: { role: 'assistant', content: '', ...delta }, finish_reason: finishReason }];
}

function usageOf(exchange: Exchange, metrics: GenerationMetrics | undefined): Readonly<Record<string, number>> | undefined {
  const { promptTokens = 0, replyTokens = 0 } = metrics ?? {};
  const usage = { prompt_tokens: promptTokens, completion_tokens: replyTokens, total_tokens: promptTokens + replyTokens };
  const fault = exchange.faults.find('metrics');
  if (fault?.how === 'missing') return undefined;
  return fault === undefined ? usage : spoiltMetrics(usage, fault.how);
}

/** Arguments are a JSON text here, not an object. */
function toolCalls(calls: readonly FakeToolCall[]): readonly unknown[] {
  return calls.map((call, index) => ({
    id: `call_${index}`,
    index,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}
