import type { CallContext } from '@planweave/core-types';
import type { HttpConnection } from '../connection/open-connection.ts';
import type { HttpCall } from './http-call.ts';
import { openCall } from './open-call.ts';

/**
 * Makes one call whose reply is used when it is there as a whole: opens it, explains what goes wrong, and closes it.
 *
 * @throws `CancelledError`, `TimedOutError`, the `ModelError` that an answer means, or `PlugInError` for anything else
 * that `use` throws.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { makeCall, openConnection, type ServerProfile } from '@planweave/model-http';
 *
 * const profile: ServerProfile = {
 *   owner: 'parrot', addressOption: 'url', name: 'parrot server', api: 'parrot API', replyEnd: '"end"',
 *   startAdvice: 'start it', unauthorizedAdvice: 'give an apiKey', forbiddenAdvice: 'ask its owner', failures: [],
 *   isFailure: (object) => 'error' in object,
 * };
 * const connection = openConnection(profile, 'http://127.0.0.1:7000', { fetch: async () => Response.json({ version: '2' }) });
 * const version = await makeCall(connection, 'polly', createCallContext({ budgetMs: 5_000 }), async (call) =>
 *   call.readObject(await call.readText(await call.send({ url: `${connection.origin}/version` }))),
 * );
 * version; //=> { version: '2' }
 * ```
 */
export async function makeCall<Result>(connection: HttpConnection, model: string, context: CallContext, use: (call: HttpCall) => Promise<Result>): Promise<Result> {
  const call = openCall(connection, model, context);
  try {
    return await use(call);
  } catch (thrown) {
    throw call.explain(thrown);
  } finally {
    call.close();
  }
}
