import { UnfinishedReplyError, type ModelError } from '@planweave/core-types';
import { connectionError, isClosedEarly } from '../errors/connection-error.ts';
import { errorFromReply, type CallTarget } from '../errors/failed-reply.ts';
import { boundedText } from './bounded-text.ts';
import type { CallWatch } from './call-watch.ts';
import type { Connection } from './connection.ts';
import { eagerStream } from './eager-stream.ts';
import { broken, readReplyObject, type ReplyObject } from './judge-reply.ts';
import { lineFramer, type LineKind } from './line-framer.ts';
import { readRetryAfter } from './retry-after.ts';


/** What a reply must look like to be let through. */
export interface ReplyForm {
  /** Lines of JSON, or one JSON document. */
  readonly framing: 'lines' | 'document';
  /** True for the object without which the reply is not complete. */
  isFinal(object: ReplyObject): boolean;
}

/** Any JSON object is the whole reply. */
export const anyDocument: ReplyForm = { framing: 'document', isFinal: () => true };

/**
 * A `fetch` for one call, to be put beneath the `ollama` package: it adds the call's signal and the connection's headers,
 * makes the call again when a kept-alive connection turns out to be closed, and lets only a faithful reply through.
 * Everything else is thrown as the error it means, which the package passes on untouched.
 */
export function strictFetch(connection: Connection, target: CallTarget, watch: CallWatch, form: ReplyForm): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const send = () =>
      watch.untilStopped(
        connection.fetch(urlOf(input), {
          method: init.method ?? 'GET',
          // the package's own headers, but not the key that it takes from the environment
          headers: { ...withoutKey(init.headers as Record<string, string>), ...connection.headers },
          signal: watch.signal,
          redirect: 'manual',
          ...(typeof init.body === 'string' ? { body: init.body } : {}),
        }),
      );
    const response = await sendSafely(send, watch, target);
    if (response.status !== 200) throw await refusal(response, connection, target, watch);
    const body = form.framing === 'lines' ? checkedLines(response, connection, target, watch, form) : await checkedDocument(response, connection, target, watch, form);
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  };
}

async function sendSafely(send: () => Promise<Response>, watch: CallWatch, target: CallTarget): Promise<Response> {
  try {
    // no byte of a reply was received, and asking a model changes nothing, so that it is safe to ask once more
    return await send().catch((thrown: unknown) => {
      if (watch.stoppedBy() !== undefined || !isClosedEarly(thrown)) throw thrown;
      return send();
    });
  } catch (thrown) {
    throw watch.stoppedBy() ?? connectionError(thrown, target);
  }
}

async function refusal(response: Response, connection: Connection, target: CallTarget, watch: CallWatch): Promise<ModelError> {
  // an error body that breaks off still came with a status, which is what counts
  const { text } = await watch.untilStopped(boundedText(response.body, maxErrorBytes)).catch(() => ({ text: '' }));
  return errorFromReply({ status: response.status, body: connection.hide(text), retryAfterMs: readRetryAfter(response.headers), location: response.headers.get('location') }, target);
}

function checkedLines(response: Response, connection: Connection, target: CallTarget, watch: CallWatch, form: ReplyForm): ReadableStream<Uint8Array> {
  const lines = {
    maxLineLength: Math.min(maxLineLength, connection.maxReplyBytes),
    judge: (line: string): LineKind => (form.isFinal(readReplyObject(line, target, connection.hide)) ? 'end' : 'part'),
    broken: (problem: string, cause?: unknown) => broken(target, problem, cause),
  };
  const rules = {
    ...lines,
    maxReplyBytes: connection.maxReplyBytes,
    onProgress: watch.progressed,
    onComplete: watch.completed,
    onBodyEnd: watch.drained,
    unfinished: (cause?: unknown) => unfinished(target, cause),
  };
  return ReadableStream.from(eagerStream<Uint8Array>(response.body ?? new Blob([]).stream(), rules, watch.signal, (outlet) => lineFramer(lines, outlet)));
}

async function checkedDocument(response: Response, connection: Connection, target: CallTarget, watch: CallWatch, form: ReplyForm): Promise<string> {
  const { text, isWhole } = await watch.untilStopped(boundedText(response.body, connection.maxReplyBytes)).catch((cause: unknown) => {
    throw watch.stoppedBy() ?? unfinished(target, cause);
  });
  if (!isWhole) throw broken(target, `more than ${connection.maxReplyBytes} bytes`);
  if (!form.isFinal(readReplyObject(text, target, connection.hide))) throw unfinished(target);
  watch.completed();
  watch.drained();
  return text;
}

function unfinished(target: CallTarget, cause?: unknown): UnfinishedReplyError {
  return new UnfinishedReplyError({
    ...target,
    message: `Model "${target.model}" on ${target.host} ${cause === undefined ? 'ended its reply without "done"' : 'broke off in the middle of its reply'}; try again`,
    cause,
  });
}

/** The package gives texts; the type allows more. */
function urlOf(input: Parameters<typeof globalThis.fetch>[0]): string {
  return typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
}

function withoutKey(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

/** An error body is a sentence; of a longer one the beginning says it all. */
const maxErrorBytes = 64 * 1024;

/** A line is a token, or a whole reply when the server has no more to add. */
const maxLineLength = 1024 * 1024;
