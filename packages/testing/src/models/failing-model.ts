import { checkOption } from '@planweave/core-types';
import { serverFailure } from './always-err-mock.ts';
import type { MockOptions } from './mock-options.ts';
import { scriptedModel, type ScriptedModel, type ScriptedReply } from './scripted-model.ts';

/** How often a model fails, and what then. */
export interface FailingModelOptions extends MockOptions {
  /** How many calls fail first; 0 for none. */
  readonly failures: number;
  /** What every later call gets. */
  readonly reply: ScriptedReply;
  /** What the first calls throw. @default a `ModelServerError`, which may be retried */
  readonly error?: Error;
}

/**
 * A model that fails a number of times and then succeeds for ever.
 *
 * @throws `InvalidOptionError` for a number of failures that is not a whole number of at least 0.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { failingModel } from '@planweave/testing';
 *
 * const model = failingModel({ failures: 1, reply: '{"steps":[]}' });
 * const ask = () => model.generate({ messages: [] }, createCallContext()).then((reply) => reply.text, () => 'failed');
 * [await ask(), await ask(), await ask()]; //=> ['failed', '{"steps":[]}', '{"steps":[]}']
 * ```
 */
export function failingModel({ failures, reply, error = serverFailure(), ...options }: FailingModelOptions): ScriptedModel {
  checkOption('failingModel', 'failures', failures, 'a whole number of at least 0', (given) => Number.isSafeInteger(given) && given >= 0);
  const script = Array.from({ length: failures }, () => error);
  return scriptedModel(script, { id: 'failing-model', ...options, otherwise: reply });
}
