import { describe, expect, it } from 'vitest';
import * as api from '../../index.ts';

const problem = { message: 'x', model: 'm', host: 'http://h' };

describe('model errors', () => {
  // a breaker opens on "server", retry repeats what is retryable, and both are decided here
  it.each([
    [api.AccessDeniedError, 'connect', 'caller', false],
    [api.BadRequestError, 'connect', 'caller', false],
    [api.ContextTooLongError, 'prefill', 'caller', false],
    [api.EndpointNotFoundError, 'connect', 'caller', false],
    [api.InvalidOutputError, 'decode', 'model', true],
    [api.ModelLoadError, 'load', 'server', true],
    [api.ModelNotFoundError, 'connect', 'caller', false],
    [api.ModelServerError, 'decode', 'server', true],
    [api.OutOfMemoryError, 'load', 'server', true],
    [api.OutputTruncatedError, 'decode', 'model', true],
    [api.ProtocolError, 'decode', 'server', true],
    [api.SchemaRejectedError, 'connect', 'caller', false],
    [api.ServerBusyError, 'queue', 'server', true],
    [api.ServerUnreachableError, 'connect', 'server', true],
    [api.UnfinishedReplyError, 'decode', 'server', true],
    [api.UnsupportedError, 'connect', 'caller', false],
  ] as const)('%o', (Kind, phase, blame, isRetryable) => {
    const error = new Kind(problem);
    expect(error).toMatchObject({ ...problem, phase, blame, isRetryable, code: Kind.code });
    expect(api.ModelError.isInstance(error)).toBe(true);
  });
});
