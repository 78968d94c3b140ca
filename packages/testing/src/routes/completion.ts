import { ApiError } from '../engine/api-error.ts';
import type { FakeRequest } from '../engine/generation/fake-reply.ts';
import { keepAliveMs } from '../engine/go-duration.ts';
import { checkFields, fieldsOf, flagField, objectField, textField } from '../requests/json-body.ts';
import { startInference } from './inference.ts';
import { loadOnly } from './load-only.ts';
import { nativeAnswer, nativeToolCalls, type PartShape } from './native-reply.ts';
import { findModel, requireCapability, type Route } from './route.ts';
import { thinkField } from './think-field.ts';

/** `POST /api/generate` */
export const completion: Route = async (server, exchange) => {
  const fields = fieldsOf(exchange.record.rawBody, 'GenerateRequest');
  checkFields(fields, 'GenerateRequest', { model: 'string', prompt: 'string', system: 'string', stream: 'boolean', raw: 'boolean', options: 'options', truncate: 'boolean', shift: 'boolean' });
  const name = textField(fields, 'model');
  const model = findModel(server, name);
  const isRaw = flagField(fields, 'raw') === true;
  if (isRaw && ['template', 'system', 'context'].some((field) => fields[field] !== undefined)) {
    throw new ApiError(400, 'raw mode does not support template, system, or context');
  }
  if (!model.capabilities.includes('completion')) throw new ApiError(400, `"${name}" does not support generate`);
  if (textField(fields, 'suffix') !== '') requireCapability(model, name, 'insert');
  const think = thinkField(fields, model, name);
  const keptMs = keepAliveMs(fields['keep_alive']);
  const prompt = textField(fields, 'prompt');
  if (prompt === '') return loadOnly(server, exchange, { fields, name, model, keepAliveMs: keptMs, shape: responseShape });
  const request: FakeRequest = {
    path: exchange.record.path,
    model: name,
    messages: [],
    prompt,
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
    head: `${think ? '<|think|>' : ''}${textField(fields, 'system')}`,
  });
  return nativeAnswer(
    server,
    exchange,
    {
      request,
      shape: responseShape,
      // one number a token; what they are means nothing outside the server
      finalFields: ({ metrics }) => (isRaw ? {} : { context: Array.from({ length: metrics.promptTokens + metrics.replyTokens }, (_, index) => index + 1) }),
    },
    events,
  );
};

const responseShape: PartShape = ({ text, thinking, toolCalls }) => ({
  response: text,
  ...(thinking === '' ? {} : { thinking }),
  ...(toolCalls.length === 0 ? {} : { tool_calls: nativeToolCalls(toolCalls) }),
});
