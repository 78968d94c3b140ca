import { ApiError } from '../engine/api-error.ts';
import type { FakeRequest } from '../engine/generation/fake-reply.ts';
import { keepAliveMs } from '../engine/go-duration.ts';
import { checkFields, fieldsOf, flagField, objectField, textField } from '../requests/json-body.ts';
import { messagesOf } from '../requests/messages.ts';
import { startInference } from './inference.ts';
import { loadOnly } from './load-only.ts';
import { nativeAnswer, nativeToolCalls, type PartShape } from './native-reply.ts';
import { findModel, requireCapability, type Route } from './route.ts';
import { thinkField } from './think-field.ts';

/** `POST /api/chat` */
export const chat: Route = async (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'ChatRequest');
  checkFields(fields, 'ChatRequest', { model: 'string', messages: 'messages', stream: 'boolean', options: 'options', tools: 'tools', truncate: 'boolean', shift: 'boolean' });
  const name = textField(fields, 'model');
  if (name === '') throw new ApiError(400, 'model is required');
  const model = findModel(server, name);
  requireCapability(model, name, 'completion');
  const tools = Array.isArray(fields['tools']) ? fields['tools'] : [];
  if (tools.length > 0) requireCapability(model, name, 'tools');
  const think = thinkField(fields, model, name);
  const keptMs = keepAliveMs(fields['keep_alive']);
  const messages = messagesOf(fields['messages']);
  if (messages.length === 0) return loadOnly(server, exchange, { fields, name, model, keepAliveMs: keptMs, shape: messageShape });
  const request: FakeRequest = {
    path: exchange.record.path,
    model: name,
    messages,
    prompt: '',
    format: fields['format'] ?? undefined,
    options: objectField(fields, 'options'),
    stream: flagField(fields, 'stream') ?? true,
    think,
    body: fields,
  };
  const events = await startInference(server, exchange, {
    request,
    model,
    keepAliveMs: keptMs,
    truncate: flagField(fields, 'truncate') ?? true,
    shift: flagField(fields, 'shift'),
    // tools and thinking change the head of the prompt, and with it all that a slot could reuse
    head: `${think ? '<|think|>' : ''}${tools.length > 0 ? JSON.stringify(tools) : ''}`,
  });
  return nativeAnswer(server, exchange, { request, shape: messageShape }, events);
};

const messageShape: PartShape = ({ text, thinking, toolCalls }) => ({
  message: {
    role: 'assistant',
    content: text,
    ...(thinking === '' ? {} : { thinking }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: nativeToolCalls(toolCalls) }),
  },
});
