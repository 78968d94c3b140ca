import { inspect } from 'node:util';
import {
  AccessDeniedError,
  BadRequestError,
  ContextTooLongError,
  createCallContext,
  EndpointNotFoundError,
  InvalidOptionError,
  ModelNotFoundError,
  ModelServerError,
  OutOfMemoryError,
  ProtocolError,
  SchemaRejectedError,
  ServerBusyError,
  TimedOutError,
  UnsupportedError,
  type JsonSchema,
  type ModelError,
  type Sampling,
} from '@planweave/core-types';
import type { HttpFetch } from '@planweave/model-http';
import { ollamaErrors } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { openAiCompatible } from '../openai-compatible.ts';
import type { OpenAiOptions } from '../options/openai-options.ts';
import { call, done, rejectionOf, finish, fixture, elsewhere, modelAnswering, piece, streamed } from './fixture.ts';

const schema: JsonSchema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) => () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
const fine = () => streamed(piece('x'), finish(), done);
const errorFrom = async (status: number, body: unknown, headers: Record<string, string> = {}): Promise<ModelError> =>
  (await rejectionOf(modelAnswering([refusal(status, body, headers)]).model.generate(call, createCallContext()))) as ModelError;

describe('openai-client, contract: errors', () => {
  it.each([
    { error: { message: 'The model `x` does not exist', type: 'NotFoundError', code: 404 } },
    { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 },
    { error: "model 'x' not found" },
    { error: { message: 'no such thing', type: 'not_found_error' } },
  ])('C35: a missing model is known in the form %j', async (body) => {
    const error = await errorFrom(404, body);
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error).toMatchObject({ isRetryable: false, model: 'stand-in' });
  });

  it('C35: Ollama says it in its own words', async () => {
    const { model, context, failure } = fixture({}, { model: 'nobody' });
    expect(await failure(model.generate(call, context()))).toBeInstanceOf(ModelNotFoundError);
  });

  it.each([
    [404, '404 page not found'],
    [404, { detail: 'Not Found' }],
    [405, { detail: 'Method Not Allowed' }],
    [308, ''],
  ])('C36: status %i with %j means that there is no such API at the address', async (status, body) => {
    const error = await errorFrom(status, body);
    expect(error).toBeInstanceOf(EndpointNotFoundError);
    expect(error.message).toContain('baseUrl');
  });

  it('C37: a schema that no grammar can express is rejected, and not asked for otherwise', async () => {
    const { model, bodies } = modelAnswering([refusal(400, { error: { message: 'JSON schema conversion failed: Unrecognized schema: true', type: 'invalid_request_error' } })]);
    expect(await rejectionOf(model.generate({ ...call, schema }, createCallContext()))).toBeInstanceOf(SchemaRejectedError);
    expect(bodies).toHaveLength(1);
  });

  it.each([
    { error: { code: 400, message: 'the request exceeds the available context size', type: 'exceed_context_size_error', n_prompt_tokens: 9000, n_ctx: 4096 } },
    { error: { message: "This model's maximum context length is 4096 tokens.", type: 'BadRequestError', code: 400 } },
    { error: { message: 'You passed 5000 input tokens and requested 512 output tokens. However, …', type: 'BadRequestError' } },
    { error: { message: 'too long', type: 'invalid_request_error', code: 'context_length_exceeded' } },
  ])('C38: a prompt that is too long is known in the form %j', async (body) => {
    const error = await errorFrom(400, body);
    expect(error).toBeInstanceOf(ContextTooLongError);
    expect(error.isRetryable).toBe(false);
  });

  it.each([
    [400, { error: { message: '"m" does not support thinking', type: 'invalid_request_error' } }],
    [501, { error: { message: 'This server does not support embeddings.', type: 'not_supported_error' } }],
  ])('C39: a lack of capability with status %i', async (status, body) => {
    expect(await errorFrom(status, body)).toBeInstanceOf(UnsupportedError);
  });

  it.each([
    [400, { error: { message: 'temperature must be at most 2', type: 'invalid_request_error', param: 'temperature' } }],
    [422, { detail: [{ loc: ['body', 'messages'], msg: 'field required' }] }],
  ])('C40, C41: a wrong request with status %i is not sent again', async (status, body) => {
    const error = await errorFrom(status, body);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ isRetryable: false, blame: 'caller' });
  });

  it.each(['runnerStopped', 'panic', 'cloudProxy'] as const)('C42, C43, C46: %s is a failure that may pass', async (name) => {
    const { fake, model, context, failure } = fixture();
    fake.inject(ollamaErrors[name]);
    const error = await failure(model.generate(call, context()));
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error).toMatchObject({ isRetryable: true, blame: 'server' });
  });
  elsewhere('C42: it is ok after two more tries', 'resilience retries; a client makes one call');

  it('C44: no memory may pass after some seconds', async () => {
    expect(await errorFrom(500, { error: { message: 'CUDA error: out of memory' } })).toBeInstanceOf(OutOfMemoryError);
    expect(await errorFrom(500, { error: { message: 'CUDA error: out of memory' } })).toMatchObject({ retryAfterMs: 5_000 });
  });

  it('C45: a busy server may say how long to wait', async () => {
    const error = await errorFrom(429, { error: { message: 'Rate limit reached', type: 'requests' } }, { 'retry-after': '3' });
    expect(error).toBeInstanceOf(ServerBusyError);
    expect(error).toMatchObject({ isRetryable: true, retryAfterMs: 3_000 });
  });

  it('C45: an account without credit is no busy server', async () => {
    expect(await errorFrom(429, { error: { message: 'You exceeded your current quota', type: 'insufficient_quota' } })).toBeInstanceOf(AccessDeniedError);
  });

  it('a server that still loads its model is not to blame', async () => {
    const loading = { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } };
    expect(await errorFrom(503, loading)).toMatchObject({ code: 'PLANWEAVE_SERVER_BUSY', phase: 'load', blame: 'caller', isRetryable: true });
    const offered = () => Response.json({ data: [{ id: 'stand-in' }] });
    for (const dialect of ['llama.cpp', 'vllm'] as const) {
      // it lists its model before it can answer for it
      expect(await modelAnswering([offered, refusal(503, loading)], { dialect }).model.health(createCallContext())).toMatchObject({ status: 'loading' });
    }
    expect(await modelAnswering([refusal(503, loading)], { dialect: 'openai' }).model.health(createCallContext())).toMatchObject({ status: 'loading' });
  });

  it('C46: of a page of HTML only the title is shown', async () => {
    expect((await errorFrom(502, `<html><title>502 Bad Gateway</title>${'x'.repeat(9_999)}`)).message).toContain('HTTP 502: a page of HTML 502 Bad Gateway;');
  });

  it.each([
    [401, { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } }],
    [401, { error: 'Unauthorized' }],
    [403, ''],
  ])('C47: status %i is a refusal with advice', async (status, body) => {
    const error = await errorFrom(status, body);
    expect(error).toBeInstanceOf(AccessDeniedError);
    expect(error.isRetryable).toBe(false);
  });

  it('C48: a crash that embedding reports as a wrong request may pass', async () => {
    const { fake, model, context, failure } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    fake.inject({ kind: 'embedding', how: 'transient-400' });
    expect(await failure(model.embed(['a'], context()))).toMatchObject({ code: 'PLANWEAVE_MODEL_SERVER_FAILED', isRetryable: true });
  });

  it.each([
    [{ error: { message: 'deep' } }, 'deep'],
    [{ error: 'flat' }, 'flat'],
    [{ object: 'error', message: 'old' }, 'old'],
    [{ detail: 'fast' }, 'fast'],
    [{ detail: [{ msg: 'no such field' }] }, 'no such field'],
    ['cut { of', 'cut { of'],
    [[], '[]'],
  ])('C49, C76: the error %j is readable and has the same class', async (body, expected) => {
    const error = await errorFrom(400, body);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.message).toContain(expected);
    expect(error.message).not.toContain('[object Object]');
  });

  it('C49: of ten megabytes of error the beginning is read', async () => {
    expect((await errorFrom(500, 'x'.repeat(10_000_000))).message.length).toBeLessThan(500);
  });

  it.each(['fewer', 'ragged', 'null'] as const)('C50: %s vectors are a breach of the protocol', async (how) => {
    const { fake, model, context, failure } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    fake.inject({ kind: 'embedding', how });
    expect(await failure(model.embed(['a', 'b', 'c'], context()))).toBeInstanceOf(ProtocolError);
  });

  it('C50: two vectors for one text are a breach of the protocol', async () => {
    const data = [
      { index: 0, embedding: [1] },
      { index: 0, embedding: [2] },
    ];
    expect(await rejectionOf(modelAnswering([() => Response.json({ data })]).model.embed(['a', 'b'], createCallContext()))).toBeInstanceOf(ProtocolError);
  });
});

describe('openai-client: what a server refuses is learned', () => {
  const noJsonObject = refusal(400, { error: "'response_format.type' must be 'json_schema' or 'text'" });

  it('C78: a refused json_object is replaced, once and for all', async () => {
    const { model, bodies } = modelAnswering([noJsonObject, fine, fine], { form: 'json_object' });
    expect((await model.generate({ ...call, schema }, createCallContext())).text).toBe('x');
    await model.generate({ ...call, schema }, createCallContext());
    expect(bodies.map((body) => (body['response_format'] as { type: string } | undefined)?.type)).toEqual(['json_object', undefined, undefined]);
  });

  it('C78: a refused json_schema is replaced by json_object, and that by nothing', async () => {
    const no = (what: string) => refusal(400, { error: { message: `Unsupported response_format: ${what}`, param: 'response_format' } });
    const { model, bodies } = modelAnswering([no('json_schema'), no('json_object'), fine, fine]);
    await model.generate({ ...call, schema }, createCallContext());
    await model.generate({ ...call, schema }, createCallContext());
    expect(bodies.map((body) => (body['response_format'] as { type: string } | undefined)?.type)).toEqual(['json_schema', 'json_object', undefined, undefined]);
  });

  it('C78: LM Studio is never asked for json_object', async () => {
    const { model, bodies } = modelAnswering([refusal(400, { error: 'response_format is not supported' }), fine], { dialect: 'lm-studio' });
    await model.generate({ ...call, schema }, createCallContext());
    expect(bodies[1]).not.toHaveProperty('response_format');
  });

  it.each([
    ['temperature', { error: { message: "Unsupported value: 'temperature' does not support 0.1 with this model.", param: 'temperature', code: 'unsupported_value' } }],
    ['top_k', { detail: [{ loc: ['body', 'top_k'], msg: 'Extra inputs are not permitted' }] }],
    ['stream_options', { error: 'Unrecognized request argument supplied: stream_options' }],
    ['chat_template_kwargs', { error: { message: 'unknown field: chat_template_kwargs' } }],
  ])('a field that the server does not know (%s) is left out from then on', async (field, body) => {
    const { model, bodies } = modelAnswering([refusal(400, body), fine, fine]);
    await model.generate(call, createCallContext());
    await model.generate(call, createCallContext());
    expect(bodies.map((sent) => field in sent)).toEqual([true, false, false]);
  });

  it('an old name for the token limit is replaced by the new one', async () => {
    const body = { error: { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", param: 'max_tokens' } };
    const { model, bodies } = modelAnswering([refusal(400, body), fine]);
    await model.generate(call, createCallContext());
    expect(bodies[1]).toMatchObject({ max_completion_tokens: 512 });
    expect(bodies[1]).not.toHaveProperty('max_tokens');
  });

  it('the new name is replaced by the old one for a server that knows no other', async () => {
    const body = { detail: [{ type: 'extra_forbidden', loc: ['body', 'max_completion_tokens'], msg: 'Extra inputs are not permitted' }] };
    const { model, bodies } = modelAnswering([refusal(422, body), fine, fine], { dialect: 'openai' });
    await model.generate(call, createCallContext());
    await model.generate(call, createCallContext());
    expect(bodies.slice(1).map((sent) => [sent['max_tokens'], sent['max_completion_tokens']])).toEqual([[512, undefined], [512, undefined]]);
  });

  it('a server that refuses both names is believed, and no call goes without a bound', async () => {
    const no = (field: string) => refusal(400, { error: { message: `${field} is not supported`, param: field } });
    const { model, bodies } = modelAnswering([no('max_tokens'), no('max_completion_tokens'), no('max_completion_tokens')]);
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(BadRequestError);
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(BadRequestError);
    expect(bodies.slice(1)).toMatchObject([{ max_completion_tokens: 512 }, { max_completion_tokens: 512 }]);
  });

  it('calls side by side learn the same, once', async () => {
    const no = refusal(400, { error: { message: 'Unsupported response_format: json_schema', param: 'response_format' } });
    const { model, bodies } = modelAnswering([no, no, no, fine, fine, fine]);
    await Promise.all(Array.from({ length: 3 }, () => model.generate({ ...call, schema }, createCallContext())));
    expect(bodies.slice(3).map((body) => (body['response_format'] as { type: string }).type)).toEqual(['json_object', 'json_object', 'json_object']);
  });

  it('a schema that cannot be used says nothing about the next one', async () => {
    const { fake, model, context, run, failure, sent } = fixture();
    const remote = { $ref: 'http://example.org/schema' } as JsonSchema;
    expect(await failure(model.generate({ ...call, schema: remote }, context()))).toBeInstanceOf(SchemaRejectedError);
    await run(model.generate({ ...call, schema }, context()));
    expect(sent(1)).toMatchObject({ response_format: { type: 'json_schema' } });
    expect(fake.requests).toHaveLength(2);
  });

  it('a server that refuses the same again gets no third request', async () => {
    const body = { error: { message: 'temperature is not supported', param: 'temperature' } };
    const { model, bodies } = modelAnswering([refusal(400, body), refusal(400, body)]);
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(BadRequestError);
    expect(bodies).toHaveLength(2);
  });
});

describe('openAiCompatible', () => {
  it.each([
    ['ollama', false, { reasoning_effort: 'none', max_tokens: 512 }],
    ['llama.cpp', false, { chat_template_kwargs: { enable_thinking: false }, top_k: 40 }],
    ['vllm', true, { chat_template_kwargs: { enable_thinking: true }, top_k: 40 }],
    ['lm-studio', false, { top_k: 40, max_tokens: 512 }],
    ['openai', false, { max_completion_tokens: 512 }],
  ] as const)('speaks the dialect of %s', async (dialect, think, expected) => {
    const { model, bodies } = modelAnswering([fine], { dialect });
    await model.generate({ ...call, think }, createCallContext());
    expect(bodies[0]).toMatchObject(expected);
    expect('top_k' in (bodies[0] ?? {})).toBe('top_k' in expected);
  });

  it.each([
    [undefined, 'https://api.openai.com/v1'],
    ['gpu-box:8000', 'http://gpu-box:8000/v1'],
    ['http://gpu-box:8000/', 'http://gpu-box:8000/v1'],
    ['https://gpu-box/llm/v1/', 'https://gpu-box/llm/v1'],
    ['https://google.example/v1beta/openai/', 'https://google.example/v1beta/openai'],
    ['https://zai.example/api/paas/v4', 'https://zai.example/api/paas/v4'],
  ])('the address %s means %s', async (baseUrl, expected) => {
    const urls: string[] = [];
    const fetch: HttpFetch = async (url) => {
      urls.push(url);
      return Response.json({ data: [] });
    };
    const model = openAiCompatible({ model: 'm', fetch, ...(baseUrl === undefined ? {} : { baseUrl }) });
    await model.listModels(createCallContext());
    expect([model.id, ...urls]).toEqual([`m@${expected}`, `${expected}/models`]);
  });

  it('health says nothing of a server that it had no time to ask', async () => {
    const { fake, model, context } = fixture();
    await expect(model.health(context({ budgetMs: 0 }))).rejects.toBeInstanceOf(TimedOutError);
    expect(fake.requests).toHaveLength(0);
  });

  it('a llama.cpp server is ready whatever its model is called', async () => {
    const models = () => Response.json({ data: [{ id: '/models/phi3.gguf' }] });
    const healthy = () => Response.json({ status: 'ok' });
    const { model, requests } = modelAnswering([models, healthy], { dialect: 'llama.cpp', baseUrl: 'http://box/llm/v1' });
    expect(await model.health(createCallContext())).toEqual({ status: 'ready', problem: undefined });
    expect(requests).toHaveLength(2);
    expect(await modelAnswering([models, healthy]).model.health(createCallContext())).toMatchObject({ status: 'missing' });
  });

  it('an engine that died is down, and a proxy without a health path says nothing', async () => {
    const models = () => Response.json({ data: [{ id: 'stand-in' }] });
    const health = (answer: () => Response) => modelAnswering([models, answer], { dialect: 'vllm' }).model.health(createCallContext());
    expect(await health(() => new Response('', { status: 503 }))).toMatchObject({ status: 'down', problem: { code: 'PLANWEAVE_SERVER_BUSY' } });
    expect(await health(() => new Response('{"detail":"Not Found"}', { status: 404 }))).toMatchObject({ status: 'ready' });
    expect(await health(() => new Response(''))).toMatchObject({ status: 'ready' });
  });

  it('shows no key, however it is looked at and whenever the server says it', async () => {
    const options = { apiKey: 'sk-s3cret', headers: { 'X-Token': 's3cret-header' } };
    const early = modelAnswering([refusal(401, { error: { message: 'Incorrect API key provided: sk-s3cret' } })], options);
    const late = modelAnswering([() => streamed(piece('x'), 'data: {"error":"who is sk-s3cret with s3cret-header"}\n\n')], options);
    const errors = await Promise.all([early, late].map(({ model }) => rejectionOf(model.generate(call, createCallContext()))));
    expect([early.model, ...errors].map((value) => `${inspect(value, { depth: 9, showHidden: true })} ${JSON.stringify(value)}`).join()).not.toContain('s3cret');
    expect((errors[1] as Error).message).toContain('who is *** with ***');
    expect(early.requests[0]?.headers).toMatchObject({ authorization: 'Bearer sk-s3cret', 'x-token': 's3cret-header' });
    expect(() => openAiCompatible({ model: 'm', apiKey: 's3cret\n' })).toThrow(/^(?!.*s3cret)/s);
    expect(() => openAiCompatible({ model: 'm', baseUrl: 'https://s3cret@x' })).toThrow(/^(?!.*s3cret)/s);
  });

  it.each<Partial<OpenAiOptions>>([
    { model: '' },
    { dialect: 'anthropic' as 'openai' },
    { baseUrl: 'ftp://x' },
    { baseUrl: 'http://x/v1?key=1' },
    { baseUrl: 'https://user:pass@x' },
    { idleMs: 0 },
    { firstTokenMs: -1 },
    { maxReplyBytes: 0.5 },
    { sampling: { maxTokens: 0 } },
    { sampling: { temperature: Number.NaN } },
    { sampling: { temprature: 1 } as Sampling },
    { form: 'xml' as 'none' },
    { think: 'much' as unknown as boolean },
    { truncatedReply: 'keep' as 'return' },
    { apiKey: 'a\nb' },
  ])('refuses %j when the model is made', (options) => {
    expect(() => openAiCompatible({ model: 'm', ...options })).toThrow(InvalidOptionError);
  });

  it('refuses a call without messages and one with strange sampling before anything is sent', async () => {
    const { model, bodies } = modelAnswering([]);
    expect(await rejectionOf(model.generate({ messages: [] }, createCallContext()))).toBeInstanceOf(BadRequestError);
    expect(await rejectionOf(model.generate({ ...call, sampling: { topP: 2 } }, createCallContext()))).toBeInstanceOf(InvalidOptionError);
    expect(bodies).toHaveLength(0);
  });
});
