import { createCallContext, type JsonSchema, type ModelError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import type { DialectName } from '../options/dialect.ts';
import { call, modelAnswering, rejectionOf, streamed } from './fixture.ts';

/** What one kind of server is known to say, word by word, and what it means. */
interface ServerWords {
  readonly errors: readonly (readonly [status: number, body: unknown, code: string, isRetryable: boolean])[];
  /** A whole stream as it sends it, of the answer "Hi there" after the thought "Hm." */
  readonly stream: readonly string[];
  /** What is cached of the prompt, and the prompt itself, as the stream says. */
  readonly usage: { readonly cachedPromptTokens: number | undefined; readonly promptTokens: number; readonly replyTokens: number };
  /** Fields that a request must have, and fields that it must not. */
  readonly sends: Readonly<Record<string, unknown>>;
  readonly leavesOut: readonly string[];
}

const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'stand-in', choices: [{ index: 0, delta, logprobs: null, finish_reason }], ...more })}\n\n`;
const counts = (usage: object, more: object = {}) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [], usage, ...more })}\n\n`;
const done = 'data: [DONE]\n\n';

const servers: Readonly<Record<DialectName, ServerWords>> = {
  openai: {
    errors: [
      [401, { error: { message: 'Incorrect API key provided: sk-***.', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } }, 'PLANWEAVE_ACCESS_DENIED', false],
      [404, { error: { message: 'The model `gpt-9` does not exist or you do not have access to it.', type: 'invalid_request_error', param: null, code: 'model_not_found' } }, 'PLANWEAVE_MODEL_NOT_FOUND', false],
      [400, { error: { message: "This model's maximum context length is 128000 tokens.", type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' } }, 'PLANWEAVE_CONTEXT_TOO_LONG', false],
      [400, { error: { message: "Invalid schema for response_format 'reply': In context=(), 'additionalProperties' is required", type: 'invalid_request_error', param: 'response_format', code: null } }, 'PLANWEAVE_SCHEMA_REJECTED', false],
      [429, { error: { message: 'Rate limit reached for requests', type: 'requests', param: null, code: 'rate_limit_exceeded' } }, 'PLANWEAVE_SERVER_BUSY', true],
      [429, { error: { message: 'You exceeded your current quota, please check your plan and billing details.', type: 'insufficient_quota', param: null, code: 'insufficient_quota' } }, 'PLANWEAVE_ACCESS_DENIED', false],
      [500, { error: { message: 'The server had an error while processing your request.', type: 'server_error', param: null, code: null } }, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
      [503, { error: { message: 'The engine is currently overloaded, please try again later.', type: 'server_error' } }, 'PLANWEAVE_SERVER_BUSY', true],
    ],
    stream: [chunk({ role: 'assistant', content: '', refusal: null }), chunk({ content: '<think>Hm.</think>' }), chunk({ content: 'Hi there' }), chunk({}, 'stop'), counts({ prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 0 } }), done],
    usage: { cachedPromptTokens: 0, promptTokens: 9, replyTokens: 3 },
    sends: { max_completion_tokens: 512 },
    leavesOut: ['max_tokens', 'top_k', 'chat_template_kwargs', 'reasoning_effort'],
  },
  vllm: {
    errors: [
      [401, { error: 'Unauthorized' }, 'PLANWEAVE_ACCESS_DENIED', false],
      [404, { object: 'error', message: 'The model `nobody` does not exist.', type: 'NotFoundError', param: null, code: 404 }, 'PLANWEAVE_MODEL_NOT_FOUND', false],
      [404, { error: { message: 'The model `nobody` does not exist.', type: 'NotFoundError', param: 'model', code: 404 } }, 'PLANWEAVE_MODEL_NOT_FOUND', false],
      [400, { object: 'error', message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens", type: 'BadRequestError', param: null, code: 400 }, 'PLANWEAVE_CONTEXT_TOO_LONG', false],
      [400, { error: { message: 'You passed 4097 input tokens and requested 512 output tokens. However, the model', type: 'BadRequestError', param: null, code: 400 } }, 'PLANWEAVE_CONTEXT_TOO_LONG', false],
      [400, { error: { message: 'Grammar error: Unsupported JSON Schema structure', type: 'BadRequestError', code: 400 } }, 'PLANWEAVE_SCHEMA_REJECTED', false],
      [422, { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }] }, 'PLANWEAVE_BAD_REQUEST', false],
      [404, { detail: 'Not Found' }, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
      [405, { detail: 'Method Not Allowed' }, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
      [500, { error: { message: 'EngineCore encountered an issue. The engine is dead.', type: 'InternalServerError', code: 500 } }, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    ],
    stream: [chunk({ role: 'assistant', content: '' }), chunk({ reasoning: 'Hm.' }), chunk({ content: 'Hi' }), chunk({ content: ' there' }, 'stop', { usage: null }), counts({ prompt_tokens: 40, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 32 } }), done],
    usage: { cachedPromptTokens: 32, promptTokens: 40, replyTokens: 5 },
    sends: { max_tokens: 512, top_k: 40, chat_template_kwargs: { enable_thinking: false } },
    leavesOut: ['max_completion_tokens', 'reasoning_effort'],
  },
  'llama.cpp': {
    errors: [
      [401, { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } }, 'PLANWEAVE_ACCESS_DENIED', false],
      [400, { error: { code: 400, message: 'the request exceeds the available context size. try increasing the context size or enable context shift', type: 'exceed_context_size_error', n_prompt_tokens: 9000, n_ctx: 4096 } }, 'PLANWEAVE_CONTEXT_TOO_LONG', false],
      [400, { error: { code: 400, message: 'Failed to initialize samplers: failed to parse grammar', type: 'invalid_request_error' } }, 'PLANWEAVE_SCHEMA_REJECTED', false],
      [503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }, 'PLANWEAVE_SERVER_BUSY', true],
      [501, { error: { code: 501, message: 'This server does not support embeddings. Start it with `--embeddings`', type: 'not_supported_error' } }, 'PLANWEAVE_UNSUPPORTED', false],
      [404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }, 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
      [500, { error: { code: 500, message: 'Compute error.', type: 'server_error' } }, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    ],
    stream: [chunk({ role: 'assistant', content: null }), ': ping\n\n', chunk({ reasoning_content: 'Hm.' }), chunk({ content: 'Hi there' }), chunk({}, 'stop'), counts({ prompt_tokens: 40, completion_tokens: 5 }, { timings: { cache_n: 30, prompt_n: 10, prompt_ms: 12.5, predicted_ms: 80 } }), done],
    usage: { cachedPromptTokens: 30, promptTokens: 40, replyTokens: 5 },
    sends: { max_tokens: 512, top_k: 40, chat_template_kwargs: { enable_thinking: false } },
    leavesOut: ['max_completion_tokens', 'reasoning_effort'],
  },
  'lm-studio': {
    errors: [
      [404, { error: { message: 'No models loaded. Please load a model in the developer page or use the `lms load` command.', type: 'invalid_request_error', param: 'model', code: 'model_not_found' } }, 'PLANWEAVE_MODEL_NOT_FOUND', false],
      [400, { error: 'Model does not exist: model "nobody" not found' }, 'PLANWEAVE_MODEL_NOT_FOUND', false],
      [400, { error: 'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.' }, 'PLANWEAVE_CONTEXT_TOO_LONG', false],
      [400, { error: 'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5000>= n_ctx: 4096).' }, 'PLANWEAVE_CONTEXT_TOO_LONG', false],
      [400, { error: "Invalid value for 'temperature'" }, 'PLANWEAVE_BAD_REQUEST', false],
      [500, { error: 'The model has crashed without additional information.' }, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    ],
    stream: [chunk({ role: 'assistant', reasoning_content: 'Hm.' }), chunk({ content: 'Hi there' }), chunk({}, 'stop'), counts({ prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }), done],
    usage: { cachedPromptTokens: undefined, promptTokens: 7, replyTokens: 3 },
    sends: { max_tokens: 512, top_k: 40 },
    leavesOut: ['max_completion_tokens', 'chat_template_kwargs', 'reasoning_effort'],
  },
  ollama: {
    errors: [
      [404, { error: { message: 'model "nobody" not found, try pulling it first', type: 'not_found_error', param: null, code: null } }, 'PLANWEAVE_MODEL_NOT_FOUND', false],
      [400, { error: { message: "[] is too short - 'messages'", type: 'invalid_request_error', param: null, code: null } }, 'PLANWEAVE_BAD_REQUEST', false],
      [400, { error: { message: '"m" does not support thinking', type: 'invalid_request_error', param: null, code: null } }, 'PLANWEAVE_UNSUPPORTED', false],
      [503, { error: { message: 'server busy, please try again.  maximum pending requests exceeded', type: 'api_error', param: null, code: null } }, 'PLANWEAVE_SERVER_BUSY', true],
      [500, { error: { message: 'model runner has unexpectedly stopped, this may be due to resource limitations', type: 'api_error', param: null, code: null } }, 'PLANWEAVE_MODEL_SERVER_FAILED', true],
      [500, { error: { message: 'llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory', type: 'api_error', param: null, code: null } }, 'PLANWEAVE_OUT_OF_MEMORY', true],
      [404, '404 page not found', 'PLANWEAVE_ENDPOINT_NOT_FOUND', false],
      [403, '', 'PLANWEAVE_ACCESS_DENIED', false],
    ],
    stream: [chunk({ role: 'assistant', content: '', reasoning: 'Hm.' }), chunk({ role: 'assistant', content: 'Hi there' }), chunk({ role: 'assistant', content: '' }, 'stop'), counts({ prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 }), done],
    usage: { cachedPromptTokens: undefined, promptTokens: 12, replyTokens: 4 },
    sends: { max_tokens: 512, reasoning_effort: 'none' },
    leavesOut: ['max_completion_tokens', 'top_k', 'chat_template_kwargs'],
  },
};

const schema: JsonSchema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'], additionalProperties: false };

describe.each(Object.entries(servers) as [DialectName, ServerWords][])('openai-client on %s', (dialect, { errors, stream, usage, sends, leavesOut }) => {
  it.each(errors)('C76: HTTP %i with %j is %s, worth another try: %s', async (status, body, code, isRetryable) => {
    const answer = () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
    const { model, requests } = modelAnswering([answer], { dialect });
    const error = (await rejectionOf(model.generate({ ...call, schema }, createCallContext()))) as ModelError;
    expect(error).toMatchObject({ code, isRetryable, status, model: 'stand-in' });
    expect(error.message).not.toContain('[object Object]');
    expect(requests).toHaveLength(1);
  });

  it('reads its stream: the answer, the thoughts apart, and the counts', async () => {
    const { cachedPromptTokens, ...rest } = usage;
    expect(await modelAnswering([() => streamed(...stream)], { dialect }).model.generate(call, createCallContext())).toMatchObject({ text: 'Hi there', thinking: 'Hm.', finishReason: 'stop', cachedPromptTokens, usage: rest });
  });

  it('takes a stream that breaks off at any place before the finish for unfinished', async () => {
    const finish = stream.findIndex((part) => part.includes('"finish_reason":"stop"'));
    for (let length = 0; length <= finish; length += 1) {
      const failed = rejectionOf(modelAnswering([() => streamed(...stream.slice(0, length))], { dialect }).model.generate(call, createCallContext()));
      expect(await failed).toMatchObject({ code: 'PLANWEAVE_UNFINISHED_REPLY', isRetryable: true });
    }
  });

  it('gets what it understands, and nothing that it would refuse', async () => {
    const { model, bodies } = modelAnswering([() => streamed(...stream)], { dialect });
    await model.generate({ ...call, schema }, createCallContext());
    expect(bodies[0]).toMatchObject({ stream: true, temperature: 0.1, top_p: 0.9, seed: 0, response_format: { type: 'json_schema', json_schema: { name: 'reply', schema } }, ...sends });
    expect(leavesOut.filter((field) => field in (bodies[0] ?? {}))).toEqual([]);
  });
});
