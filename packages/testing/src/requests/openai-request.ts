import { ApiError } from '../engine/api-error.ts';
import type { FakeModel } from '../engine/fake-model.ts';
import type { FakeMessage, FakeRequest } from '../engine/generation/fake-reply.ts';
import { flagField, objectField, textField, type JsonFields } from './json-body.ts';
import { messagesOf } from './messages.ts';

/** An OpenAI-style chat request in native words, with the defaults that the compatibility layer puts in. */
export function openaiRequest(path: string, fields: JsonFields, model: FakeModel): FakeRequest {
  const think = effortOf(fields);
  return {
    path,
    model: textField(fields, 'model'),
    messages: (fields['messages'] as unknown[]).flatMap(partsOf),
    prompt: '',
    format: formatOf(objectField(fields, 'response_format')),
    options: optionsOf(fields),
    stream: flagField(fields, 'stream') ?? false,
    think: think === undefined ? model.capabilities.includes('thinking') : think !== 'none',
    body: fields,
  };
}

/** Each part of a list of contents becomes a message of its own. */
function partsOf(message: unknown): FakeMessage[] {
  const content = typeof message === 'object' && message !== null ? (message as JsonFields)['content'] : undefined;
  if (!Array.isArray(content)) return messagesOf([message]);
  return content.flatMap((part: unknown) => {
    const { type, text, image_url: image } = (typeof part === 'object' && part !== null ? part : {}) as JsonFields;
    if (type === 'text' && typeof text === 'string') return messagesOf([{ ...(message as object), content: text }]);
    if (type === 'image_url') return imageMessage(message as object, image);
    throw new ApiError(400, 'invalid message format');
  });
}

function imageMessage(message: object, image: unknown): FakeMessage[] {
  const url = typeof image === 'object' && image !== null ? (image as JsonFields)['url'] : image;
  if (typeof url !== 'string' || !/^data:(?:image\/(?:jpeg|jpg|png|webp))?;base64,/.test(url)) throw new ApiError(400, 'invalid image input');
  return messagesOf([{ ...message, content: '' }]);
}

function formatOf(responseFormat: JsonFields): unknown {
  switch (responseFormat['type']) {
    case 'json_object':
      return 'json';
    case 'json_schema':
      return objectField(responseFormat, 'json_schema')['schema'];
    default:
      return undefined;
  }
}

function optionsOf(fields: JsonFields): JsonFields {
  const { max_tokens: maxTokens, seed, stop, temperature, top_p: topP, frequency_penalty: frequency, presence_penalty: presence } = fields;
  return {
    temperature: temperature ?? 1,
    top_p: topP ?? 1,
    ...given('num_predict', maxTokens),
    ...given('seed', seed),
    ...given('stop', typeof stop === 'string' ? [stop] : stop),
    ...given('frequency_penalty', frequency),
    ...given('presence_penalty', presence),
  };
}

function given(name: string, value: unknown): JsonFields {
  return value === undefined || value === null ? {} : { [name]: value };
}

function effortOf(fields: JsonFields): unknown {
  return fields['reasoning_effort'] ?? objectField(fields, 'reasoning')['effort'];
}
