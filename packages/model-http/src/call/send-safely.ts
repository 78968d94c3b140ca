import type { HttpConnection } from '../connection/open-connection.ts';
import { lowerCased } from '../connection/check-headers.ts';
import { connectionError, isClosedEarly } from '../failures/connection-error.ts';
import type { CallTarget } from './call-target.ts';
import type { CallWatch } from './call-watch.ts';
import type { CallRequest } from './http-call.ts';

/**
 * Sends a request, and once more when the server closed the connection before it said anything, as it does with one that
 * was kept alive for too long: no byte of a reply was received, and asking a model changes nothing, so that this is safe.
 *
 * @throws Why the call was stopped, or `ServerUnreachableError`.
 */
export async function sendSafely(request: CallRequest, connection: HttpConnection, watch: CallWatch, target: CallTarget): Promise<Response> {
  try {
    return await sendOnce(request, connection, watch).catch((thrown: unknown) => {
      if (watch.stoppedBy() !== undefined || !isClosedEarly(thrown)) throw thrown;
      return sendOnce(request, connection, watch);
    });
  } catch (thrown) {
    throw watch.stoppedBy() ?? connectionError(thrown, target, connection.profile);
  }
}

function sendOnce({ url, body, headers = {}, ...request }: CallRequest, connection: HttpConnection, watch: CallWatch): Promise<Response> {
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  return watch.untilStopped(
    connection.fetch(url, {
      method: request.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...content, ...lowerCased(headers) },
      signal: watch.signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    }),
  );
}
