import { PlanweaveError, PlugInError, ProtocolError, sleep, UnfinishedReplyError, type CallContext } from '@planweave/core-types';
import type { HttpConnection } from '../connection/open-connection.ts';
import { errorFromReply } from '../failures/error-from-reply.ts';
import { readFailedReply } from '../failures/read-failed-reply.ts';
import { serverSaid } from '../failures/server-said.ts';
import { isJsonObject, parseJson } from '../reply/parse-json.ts';
import { inWords, type CallTarget } from './call-target.ts';
import { watchCall } from './call-watch.ts';
import { eagerStream } from './eager-stream.ts';
import type { CallRequest, HttpCall } from './http-call.ts';
import { sendSafely } from './send-safely.ts';
import { wholeText } from './whole-text.ts';

/**
 * Begins a call. `makeCall` and `streamCall` are simpler for nearly all calls.
 *
 * @throws `CancelledError` or `TimedOutError` when there is no more wish, or time, for it.
 *
 * @example
 * ```ts
 * import { CancelledError, createCallContext } from '@planweave/core-types';
 * import { openCall, openConnection, type ServerProfile } from '@planweave/model-http';
 *
 * const profile: ServerProfile = {
 *   owner: 'parrot', addressOption: 'url', name: 'parrot server', api: 'parrot API', replyEnd: '"end"',
 *   startAdvice: 'start it', unauthorizedAdvice: 'give an apiKey', forbiddenAdvice: 'ask its owner', failures: [],
 *   isFailure: (object) => 'error' in object,
 * };
 * const connection = openConnection(profile, 'http://127.0.0.1:7000', { fetch: () => new Promise(() => {}) }); // a server that says nothing
 * const caller = new AbortController();
 * const call = openCall(connection, 'polly', createCallContext({ signal: caller.signal }));
 * const failed = call.send({ url: 'http://127.0.0.1:7000/' }).catch((thrown: unknown) => call.explain(thrown));
 * caller.abort();
 * CancelledError.isInstance(await failed); //=> true
 * call.close();
 * ```
 */
export function openCall(connection: HttpConnection, model: string, context: CallContext): HttpCall {
  const { origin, profile, firstTokenMs, idleMs, maxReplyBytes, onClose } = connection;
  const target: CallTarget = Object.freeze({ model, host: origin });
  const who = inWords(target);
  const watch = watchCall(context, { what: who, firstTokenMs, idleMs, onClose });

  const broken = (problem: string, cause?: unknown) => new ProtocolError({ ...target, message: `${who} sent ${problem}; check the ${profile.addressOption} option`, cause });
  const unfinished = (cause?: unknown) => {
    const how = cause === undefined ? `ended its reply without ${profile.replyEnd}` : 'broke off in the middle of its reply';
    return new UnfinishedReplyError({ ...target, message: `${who} ${how}; try again`, cause });
  };

  const readItems: HttpCall['readItems'] = (response, createFramer) => {
    const { progressed: onProgress, completed: onComplete, drained: onBodyEnd, signal } = watch;
    const rules = { maxReplyBytes, onProgress, onComplete, onBodyEnd, pause: () => sleep(context.clock, 0, signal), broken, unfinished };
    return eagerStream(response.body ?? new Blob([]).stream(), rules, signal, createFramer);
  };

  return {
    target,
    async send(request, onRefused) {
      let next: CallRequest | undefined = request;
      for (;;) {
        const response: Response = await sendSafely(next, connection, watch, target);
        if (response.status === 200) return response;
        const refusal = await watch.untilStopped(readFailedReply(response, connection, context));
        next = onRefused?.(refusal);
        if (next === undefined) throw errorFromReply(refusal, target, profile);
      }
    },
    async readText(response) {
      let text = '';
      for await (const whole of readItems(response, wholeText)) text = whole;
      return text;
    },
    readItems,
    readObject(text) {
      const value = parseJson(text);
      if (!isJsonObject(value)) throw broken(/^\s*</.test(text) ? 'a page of HTML or XML' : `${text.length} characters that are no JSON object`);
      if (profile.isFailure(value)) throw errorFromReply({ said: serverSaid(text, connection.hide) }, target, profile);
      return value;
    },
    broken,
    unfinished,
    throwIfStopped() {
      const stopped = watch.stoppedBy();
      if (stopped !== undefined) throw stopped;
    },
    explain: (thrown) => watch.stoppedBy() ?? (PlanweaveError.isInstance(thrown) ? thrown : new PlugInError(who, 'decode', thrown)),
    close: () => watch.close(),
  };
}
