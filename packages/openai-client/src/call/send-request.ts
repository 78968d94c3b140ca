import { connectionError, isClosedEarly } from '../errors/connection-error.ts';
import { errorFromReply, type CallTarget } from '../errors/failed-reply.ts';
import { serverSaid } from '../errors/server-said.ts';
import type { Refusal } from '../options/learned-limits.ts';
import type { ModelSettings } from '../options/model-settings.ts';
import { boundedText } from './bounded-text.ts';
import type { CallWatch } from './call-watch.ts';
import type { HttpFetch } from './http-fetch.ts';
import { readRetryAfter } from './retry-after.ts';

/** One HTTP request. */
export interface Question {
  /** Below the base URL: `'/chat/completions'`. */
  readonly path: string;
  /** Sent as JSON with POST; a GET without it. */
  readonly body?: () => Readonly<Record<string, unknown>>;
  /** Told of a refusal; true when `body` gives another one by now that is worth sending. */
  readonly onRefused?: (refusal: Refusal) => boolean;
}

/**
 * Sends a request until it is answered with 200: again when a kept-alive connection turns out to be closed, and again
 * while there is something to learn from a refusal.
 *
 * @throws The `ModelError` that the answer means, or why the call was stopped.
 */
export async function sendRequest(question: Question, settings: ModelSettings, fetch: HttpFetch, watch: CallWatch, target: CallTarget): Promise<Response> {
  for (;;) {
    const sent = question.body?.();
    const response = await sendSafely(() => sendOnce(question.path, sent, settings, fetch, watch), watch, target, settings.dialect.advice);
    if (response.status === 200) return response;
    // an error body that breaks off still came with a status, which is what counts
    const { text } = await watch.untilStopped(boundedText(response.body, maxErrorBytes)).catch(() => ({ text: '' }));
    const body = settings.hide(text);
    const said = serverSaid(body);
    if (sent !== undefined && question.onRefused?.({ status: response.status, said, sent }) === true) continue;
    throw errorFromReply({ status: response.status, body, retryAfterMs: readRetryAfter(response.headers) }, target, said);
  }
}

function sendOnce(path: string, body: unknown, settings: ModelSettings, fetch: HttpFetch, watch: CallWatch): Promise<Response> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  return watch.untilStopped(
    fetch(`${settings.base.url}${path}`, {
      method: content === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json, text/event-stream', ...(content === undefined ? {} : { 'content-type': 'application/json' }), ...settings.headers },
      signal: watch.signal,
      redirect: 'manual',
      ...(content === undefined ? {} : { body: content }),
    }),
  );
}

async function sendSafely(send: () => Promise<Response>, watch: CallWatch, target: CallTarget, advice: string): Promise<Response> {
  try {
    // no byte of a reply was received, and asking a model changes nothing, so that it is safe to ask once more
    return await send().catch((thrown: unknown) => {
      if (watch.stoppedBy() !== undefined || !isClosedEarly(thrown)) throw thrown;
      return send();
    });
  } catch (thrown) {
    throw watch.stoppedBy() ?? connectionError(thrown, target, advice);
  }
}

/** An error body is a sentence; of a longer one the beginning says it all. */
const maxErrorBytes = 64 * 1024;
