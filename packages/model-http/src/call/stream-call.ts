import type { CallContext } from '@planweave/core-types';
import type { HttpConnection } from '../connection/open-connection.ts';
import type { HttpCall } from './http-call.ts';
import { openCall } from './open-call.ts';

/**
 * Makes one call whose reply is handed out while it is read: opens it with the first `next()`, explains what goes wrong,
 * and closes it. Whoever leaves closes the connection at once, also while a `next()` still waits for the server; that one
 * is then done.
 *
 * @throws (from `next()`) `CancelledError`, `TimedOutError`, the `ModelError` that an answer means, or `PlugInError` for
 * anything else that `use` throws.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { openConnection, streamCall, type FramerOutlet, type ServerProfile } from '@planweave/model-http';
 *
 * const profile: ServerProfile = {
 *   owner: 'parrot', addressOption: 'url', name: 'parrot server', api: 'parrot API', replyEnd: '"."',
 *   startAdvice: 'start it', unauthorizedAdvice: 'give an apiKey', forbiddenAdvice: 'ask its owner', failures: [],
 *   isFailure: (object) => 'error' in object,
 * };
 * const connection = openConnection(profile, 'http://127.0.0.1:7000', { fetch: async () => new Response('Hi.') });
 * const letters = (outlet: FramerOutlet<string>) => ({
 *   push(text: string) {
 *     for (const letter of text) letter === '.' ? outlet.complete() : outlet.emit(letter);
 *   },
 *   end() {},
 * });
 * const stream = streamCall(connection, 'polly', createCallContext({ budgetMs: 5_000 }), async function* (call) {
 *   yield* call.readItems(await call.send({ url: `${connection.origin}/say` }), letters);
 * });
 * let said = '';
 * for await (const letter of stream) said += letter;
 * said; //=> 'Hi'
 * ```
 */
export function streamCall<Chunk>(connection: HttpConnection, model: string, context: CallContext, use: (call: HttpCall) => AsyncIterable<Chunk>): AsyncIterableIterator<Chunk, undefined> {
  let call: HttpCall | undefined;
  let hasLeft = false;
  async function* read(): AsyncGenerator<Chunk, undefined> {
    call = openCall(connection, model, context);
    try {
      yield* use(call);
    } catch (thrown) {
      if (!hasLeft) throw call.explain(thrown);
    } finally {
      call.close();
    }
  }
  const chunks = read();
  return {
    next: () => chunks.next(),
    // a generator alone would first wait for the `next()` before it
    return() {
      hasLeft = true;
      call?.close();
      return chunks.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
