import {
  AccessDeniedError,
  BadRequestError,
  ContextTooLongError,
  createCallContext,
  EndpointNotFoundError,
  ModelLoadError,
  ModelNotFoundError,
  ModelServerError,
  OutOfMemoryError,
  OutputTruncatedError,
  PlanweaveError,
  ProtocolError,
  SchemaRejectedError,
  ServerBusyError,
  UnsupportedError,
  type ModelError,
} from '@planweave/core-types';
import { ollamaErrors } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { call, elsewhere, fixture, line, modelAnswering, rejectionOf, replyTo } from './fixture.ts';

const errorOf = async (fault: (typeof ollamaErrors)[keyof typeof ollamaErrors]): Promise<ModelError> => {
  const { fake, model, context, failure } = fixture();
  fake.inject(fault);
  const error = (await failure(model.generate(call, context()))) as ModelError;
  expect(fake.requests).toHaveLength(1);
  expect(PlanweaveError.isInstance(error)).toBe(true);
  return error;
};

const errorFrom = async (status: number, body: string, headers: Record<string, string> = {}): Promise<ModelError> => {
  const { model } = modelAnswering([() => new Response(body, { status, headers })]);
  return (await rejectionOf(model.generate(call, createCallContext()))) as ModelError;
};

describe('ollama-client, contract: errors', () => {
  it.each(['modelNotFound', 'modelNotFoundPullFirst'] as const)('C35: %s names the model and how to get it', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error).toMatchObject({ isRetryable: false, model: 'stand-in', status: 404 });
    expect(error.message).toBe('Model "stand-in" is not installed on http://fake-ollama.invalid:80; run: ollama pull stand-in');
  });

  it.each(['pageNotFound', 'methodNotAllowed'] as const)('C36: %s means that there is no such API at the address', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(EndpointNotFoundError);
    expect(error.message).toContain('http://fake-ollama.invalid:80');
    expect(error.message).toContain('check the host option');
  });

  it.each(['schemaRejected', 'grammarRejected', 'legacyInvalidSchema'] as const)('C37: %s is a rejected schema', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(SchemaRejectedError);
    expect(error.isRetryable).toBe(false);
  });

  it('C37: the inner message of a nested error is shown, not its JSON', async () => {
    const { message } = await errorOf(ollamaErrors.schemaRejected);
    expect(message).toContain('JSON schema conversion failed: Unrecognized schema: true; simplify the schema');
    expect(message).not.toContain('{');
  });

  it.each(['contextTooLong', 'promptTooLong'] as const)('C38: %s is a prompt that is too long', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(ContextTooLongError);
    expect(error).toMatchObject({ isRetryable: false, blame: 'caller' });
  });

  it('C38: how long the prompt was, and how long it may be, is in the message', async () => {
    expect((await errorOf(ollamaErrors.contextTooLong)).message).toContain('request (8889 tokens) exceeds the available context size (4096 tokens)');
  });

  it.each([['rendered', 'native'] as const].flat())('C38: a real long prompt on the %s path is refused, not cut', async (path) => {
    const { model, context, failure } = fixture({ models: [{ name: 'stand-in', path }] });
    const messages = [{ role: 'user' as const, content: 'word '.repeat(9_000) }];
    expect(await failure(model.generate({ messages }, context()))).toBeInstanceOf(ContextTooLongError);
  });

  it.each(['noChat', 'noThinking', 'noTools'] as const)('C39: %s is a lack of capability', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.isRetryable).toBe(false);
  });

  it('C40: a format that is none is a rejected schema although its status is 500', async () => {
    const error = await errorOf(ollamaErrors.invalidFormat);
    expect(error).toBeInstanceOf(SchemaRejectedError);
    expect(error).toMatchObject({ isRetryable: false, status: 500 });
  });

  it('C41: a wrong type of an option is a wrong request although its status is 500', async () => {
    const error = await errorOf(ollamaErrors.wrongOptionType);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ isRetryable: false, status: 500 });
  });

  it.each(['runnerStopped', 'legacyRunnerGone', 'stillLoading', 'noSlots', 'canceled'] as const)('C42: %s is a failure that may pass', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error).toMatchObject({ isRetryable: true, blame: 'server' });
  });
  elsewhere('C42: it is ok after two more tries', 'resilience retries; a client makes one call');

  it('C43: an error without a body says its status', async () => {
    const error = await errorOf(ollamaErrors.panic);
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error.message).toContain('HTTP 500 without a word');
    expect(error.isRetryable).toBe(true);
  });

  it.each(['outOfMemory', 'legacyOutOfMemory'] as const)('C44: %s may pass after the seconds that the server needs to free memory', async (name) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(OutOfMemoryError);
    expect(error).toMatchObject({ isRetryable: true, retryAfterMs: 5_000, phase: 'load' });
  });
  elsewhere('C44: it is tried once more, and then given up', 'resilience retries, and reads retryAfterMs');

  it('C45: a full queue is a busy server', async () => {
    const error = await errorOf(ollamaErrors.busy);
    expect(error).toBeInstanceOf(ServerBusyError);
    expect(error).toMatchObject({ isRetryable: true, status: 503, retryAfterMs: undefined });
  });

  it.each([
    ['2', 2_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['999999999', 60_000],
    ['-5', undefined],
    ['soon', undefined],
  ])('C45: a proxy that asks to wait %s gets %s ms', async (value, expected) => {
    const error = await errorFrom(503, 'busy', { 'retry-after': value, date: 'Thu, 01 Jan 2026 00:00:00 GMT' });
    expect(error.retryAfterMs).toBe(expected);
  });
  elsewhere('C45: it is tried again with jitter', 'resilience retries');

  it.each([
    [499, '{"error":"request canceled"}'],
    [502, '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'],
    [504, ''],
    [408, ''],
  ])('C46: status %i may pass', async (status, body) => {
    const error = await errorFrom(status, body);
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error.isRetryable).toBe(true);
  });

  it('C46: of a page of HTML only the title is shown', async () => {
    const error = await errorFrom(502, `<html><head><title>502 Bad Gateway</title></head><body>${'x'.repeat(10_000)}</body></html>`);
    expect(error.message).toContain('HTTP 502: a page of HTML 502 Bad Gateway; try again');
  });

  it.each([
    ['unauthorized', 'ollama signin'],
    ['hostRefused', 'OLLAMA_ORIGINS'],
    ['cloudDisabled', 'cloud is disabled'],
  ] as const)('C47: %s is a refusal with advice', async (name, advice) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(AccessDeniedError);
    expect(error.isRetryable).toBe(false);
    expect(error.message).toContain(advice);
  });

  it('C48: a crash that embedding reports as a wrong request may pass', async () => {
    const { fake, model, context, failure } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    fake.inject({ kind: 'embedding', how: 'transient-400' });
    const error = await failure(model.embed(['a'], context()));
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error).toMatchObject({ isRetryable: true, status: 400 });
  });

  it('C48: a model that cannot embed says so', async () => {
    const { model, context, failure } = fixture();
    expect(await failure(model.embed(['a'], context()))).toBeInstanceOf(UnsupportedError);
  });

  it.each([
    ['{"error":{"message":"deep","type":"api_error"}}', 'deep'],
    ['{"error":["a","b"]}', '["a","b"]'],
    ['{"error":"cut of', '{"error":"cut of'],
    ['{"detail":[{"msg":"no such field"}]}', 'no such field'],
    ['{"error":"{\\"error\\":{\\"message\\":\\"inner\\"}}\\nllama log line"}', 'inner'],
    ['[]', '[]'],
  ])('C49: the error body %s is readable', async (body, expected) => {
    const error = await errorFrom(400, body);
    expect(error.message).toContain(expected);
    expect(error.message).not.toContain('[object Object]');
  });

  it('C49: of ten megabytes of error the beginning is read', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new TextEncoder().encode('x'.repeat(16 * 1024)));
      },
    });
    const { model } = modelAnswering([() => new Response(endless, { status: 500 })]);
    const error = (await rejectionOf(model.generate(call, createCallContext()))) as Error;
    expect(error).toBeInstanceOf(ModelServerError);
    expect(error.message.length).toBeLessThan(500);
    expect(sent).toBeLessThan(10);
  });

  it('C49: an error nested a hundred thousand times deep is readable too', async () => {
    const deep = `{"error":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect((await errorFrom(500, deep)).message).toContain('HTTP 500: {"error":[[[[');
    const { model } = modelAnswering([() => new Response(`{"error":${'['.repeat(200_000)}${']'.repeat(200_000)}}\n`)]);
    expect(await rejectionOf(model.generate(call, createCallContext()))).toBeInstanceOf(ModelServerError);
  });

  it('C49: control characters of a server do not reach a terminal', async () => {
    expect((await errorFrom(400, '{"error":"\\u001b[31mred\\u0007\\n"}')).message).toContain('HTTP 400: [31mred;');
  });

  it.each(['fewer', 'ragged', 'null'] as const)('C50: %s vectors are a breach of the protocol', async (how) => {
    const { fake, model, context, failure } = fixture({ models: [{ name: 'stand-in', capabilities: ['embedding'] }] });
    fake.inject({ kind: 'embedding', how });
    expect(await failure(model.embed(['a', 'b', 'c'], context()))).toBeInstanceOf(ProtocolError);
  });

  it.each([
    ['loadFailed', true],
    ['legacyRunnerTerminated', true],
    ['loadTimedOut', true],
    ['startFailed', false],
    ['incompatibleModel', false],
  ] as const)('a model that cannot be loaded (%s): worth another try: %s', async (name, isRetryable) => {
    const error = await errorOf(ollamaErrors[name]);
    expect(error).toBeInstanceOf(ModelLoadError);
    expect(error).toMatchObject({ isRetryable, phase: 'load' });
  });

  it.each([
    ['missingBody', BadRequestError],
    ['brokenJson', BadRequestError],
    ['modelRequired', BadRequestError],
    ['invalidModelName', BadRequestError],
    ['cloudQuota', ServerBusyError],
    ['repeatLimit', OutputTruncatedError],
    ['cloudProxy', ModelServerError],
  ] as const)('%s has its class', async (name, expected) => {
    expect(await errorOf(ollamaErrors[name])).toBeInstanceOf(expected);
  });

  it.each([
    [400, 'embedding contains NaN or Inf values', 'PLANWEAVE_MODEL_SERVER_FAILED', false],
    [500, 'llama-server response stream event exceeded 8 MB limit', 'PLANWEAVE_MODEL_SERVER_FAILED', false],
    [500, 'unable to load model: /root/.ollama/models/blobs/sha256-0123', 'PLANWEAVE_MODEL_LOAD_FAILED', true],
    [500, 'error loading model: unknown model architecture', 'PLANWEAVE_MODEL_LOAD_FAILED', true],
    [500, 'template: :3:5: executing "" at <.Tools>: can\'t evaluate field Tools', 'PLANWEAVE_BAD_REQUEST', false],
    [500, 'an unknown error was encountered while running the model ', 'PLANWEAVE_MODEL_SERVER_FAILED', true],
    [500, 'llama-server returned invalid tool call arguments for "f": unexpected end of JSON input', 'PLANWEAVE_INVALID_OUTPUT', true],
    [400, 'time: missing unit in duration "300"', 'PLANWEAVE_BAD_REQUEST', false],
    [400, 'think must be a boolean or string ("high", "medium", "low", "max", true, or false)', 'PLANWEAVE_BAD_REQUEST', false],
    [400, 'use either :local or :cloud, not both: "m"', 'PLANWEAVE_BAD_REQUEST', false],
    [413, 'request body too large', 'PLANWEAVE_BAD_REQUEST', false],
  ])('status %i with "%s" is %s, worth another try: %s', async (status, error, code, isRetryable) => {
    expect(await errorFrom(status, JSON.stringify({ error }))).toMatchObject({ code, isRetryable, status });
  });

  it('T15: an error that comes with status 200 is read by its text as any other', async () => {
    const late = (error: string) => rejectionOf(replyTo(line('x'), `${JSON.stringify({ error })}\n`));
    expect(await late('CUDA error: out of memory')).toBeInstanceOf(OutOfMemoryError);
    expect(await late('prediction aborted, token repeat limit reached')).toBeInstanceOf(OutputTruncatedError);
    expect(await late('llama-server chat error: map[code:500]')).toMatchObject({ code: 'PLANWEAVE_MODEL_SERVER_FAILED', isRetryable: true, status: undefined });
  });

  it('a server that moved is named by its origin alone, and the key does not follow', async () => {
    const { model, requests } = modelAnswering([() => new Response('', { status: 307, headers: { location: 'https://elsewhere.example/?key=s3cret' } })], { apiKey: 's3cret-key' });
    const error = (await rejectionOf(model.generate(call, createCallContext()))) as Error;
    expect(error).toBeInstanceOf(EndpointNotFoundError);
    expect(error.message).toContain('(https://elsewhere.example): change the host option');
    expect(error.message).not.toContain('s3cret');
    expect(requests).toHaveLength(1);
  });
});
