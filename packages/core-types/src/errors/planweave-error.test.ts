import { describe, expect, it, vi } from 'vitest';
import { CancelledError } from './cancelled-error.ts';
import { InvalidOptionError } from './invalid-option-error.ts';
import { ModelError } from './model/model-error.ts';
import { ModelNotFoundError } from './model/model-not-found-error.ts';
import { ServerBusyError } from './model/server-busy-error.ts';
import { PlanweaveError } from './planweave-error.ts';

const option = new InvalidOptionError({ owner: 'retry', name: 'attempts', expectation: 'above 0', value: 0 });
const busy = new ServerBusyError({ message: 'Too much to do', model: 'phi3', host: 'http://127.0.0.1:11434', status: 503, retryAfterMs: 1_000, cause: new Error('503') });

describe('PlanweaveError.isInstance', () => {
  it('knows every error of the toolkit, and nothing else', () => {
    expect([option, busy, new CancelledError('queue')].map((error) => PlanweaveError.isInstance(error))).toEqual([true, true, true]);
    const others = [new Error('x'), undefined, null, 'PLANWEAVE_CANCELLED', 42, {}, { code: 'PLANWEAVE_CANCELLED' }, () => {}, Object.create(null)];
    expect(others.filter((other) => PlanweaveError.isInstance(other))).toEqual([]);
  });

  it('knows the errors of one class, asked on the class', () => {
    expect(InvalidOptionError.isInstance(option)).toBe(true);
    expect(CancelledError.isInstance(option)).toBe(false);
  });

  it('knows model errors, asked on their base', () => {
    expect(ModelError.isInstance(busy)).toBe(true);
    expect(ModelError.isInstance(option)).toBe(false);
    expect([undefined, null, 'text', {}].some((other) => ModelError.isInstance(other))).toBe(false);
    expect([ServerBusyError.isInstance(busy), ModelNotFoundError.isInstance(busy)]).toEqual([true, false]);
  });

  it('knows errors of another copy of the package, where instanceof does not', async () => {
    vi.resetModules();
    const copy = await import('../index.ts');
    const foreign = new copy.ServerBusyError({ message: 'x', model: 'm', host: 'h' });
    expect(foreign).not.toBeInstanceOf(ServerBusyError);
    expect([PlanweaveError, ModelError, ServerBusyError].map((kind) => kind.isInstance(foreign))).toEqual([true, true, true]);
    expect(ModelNotFoundError.isInstance(foreign)).toBe(false);
    expect(copy.ModelError.isInstance(busy)).toBe(true);
  });

  it('cannot be imitated by data from outside', () => {
    const forged: unknown = JSON.parse(JSON.stringify({ 'planweave.error': true, ...busy.toJSON() }));
    expect(PlanweaveError.isInstance(forged)).toBe(false);
  });
});

describe('PlanweaveError', () => {
  it('is an error with the name of its class', () => {
    expect(option).toBeInstanceOf(Error);
    expect([option.name, String(new CancelledError('queue'))]).toEqual(['InvalidOptionError', 'CancelledError: Cancelled by the caller']);
  });

  it('keeps its name when a bundler writes the class with an underscore', () => {
    class _SpecialError extends PlanweaveError {
      readonly code = 'PLANWEAVE_PROTOCOL';
    }
    expect(new _SpecialError({ message: 'x', isRetryable: false, phase: 'decode', blame: 'server' }).name).toBe('SpecialError');
  });

  it('carries the native cause, and none when there is none', () => {
    expect((busy.cause as Error).message).toBe('503');
    expect('cause' in option).toBe(false);
  });

  it('answers what callers ask', () => {
    expect(busy).toMatchObject({ code: 'PLANWEAVE_SERVER_BUSY', isRetryable: true, phase: 'queue', blame: 'server', retryAfterMs: 1_000, model: 'phi3', status: 503 });
  });

  it('is sent as its summary: no cause, no stack, no host', () => {
    expect(JSON.parse(JSON.stringify(busy))).toEqual({ code: 'PLANWEAVE_SERVER_BUSY', message: 'Too much to do', phase: 'queue', isRetryable: true });
  });

  it('lets an adapter say more exactly what is usual for its class', () => {
    const error = new ServerBusyError({ message: 'x', model: 'm', host: 'h', isRetryable: false, phase: 'decode', blame: 'caller' });
    expect(error).toMatchObject({ isRetryable: false, phase: 'decode', blame: 'caller', status: undefined });
  });
});
