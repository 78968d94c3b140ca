import { boundedText } from '../call/bounded-text.ts';
import type { HttpConnection } from '../connection/open-connection.ts';
import type { FailedReply } from './error-from-reply.ts';
import { readRetryAfter } from './read-retry-after.ts';
import { serverSaid } from './server-said.ts';

/** An error body is a sentence; of a longer one the beginning says it all. */
const maxErrorBytes = 64 * 1024;

/** Reads a response whose status says that the call failed. It never fails itself: the status is what counts. */
export async function readFailedReply(response: Response, { hide }: Pick<HttpConnection, 'hide'>): Promise<FailedReply> {
  const { text } = await boundedText(response.body, maxErrorBytes).catch(() => ({ text: '' }));
  return { status: response.status, said: serverSaid(hide(text)), retryAfterMs: readRetryAfter(response.headers), movedTo: originOf(response.headers.get('location')) };
}

/** Only the origin of where a redirect leads: the rest may hold keys. */
function originOf(location: string | null): string | undefined {
  if (location === null || location === '') return undefined;
  return URL.canParse(location) ? new URL(location).origin : 'a path of the same host';
}
