import { ModelServerError } from '@planweave/core-types';
import type { MockOptions } from './mock-options.ts';
import { scriptedModel, type ScriptedModel } from './scripted-model.ts';

/**
 * A model of which every call fails.
 *
 * @param error - What it throws. @default a `ModelServerError`, which is the server's fault and may be retried
 * @throws `InvalidOptionError` as {@link scriptedModel} does.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { alwaysErrMock } from '@planweave/testing';
 *
 * const problem = await alwaysErrMock().generate({ messages: [] }, createCallContext()).catch((error) => error.code);
 * problem; //=> 'PLANWEAVE_MODEL_SERVER_FAILED'
 * ```
 */
export function alwaysErrMock(error: Error = serverFailure(), options: MockOptions = {}): ScriptedModel {
  return scriptedModel([], { id: 'always-err-mock', ...options, otherwise: error });
}

/** The usual failure of a mock. */
export function serverFailure(): ModelServerError {
  return new ModelServerError({ message: 'The mock model failed, as it was told to', model: 'mock', host: 'nowhere' });
}
