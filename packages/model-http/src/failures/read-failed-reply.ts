import type { CallContext } from '@planweave/core-types';
import type { HttpConnection } from '../connection/open-connection.ts';
import { beginningOf } from './beginning-of.ts';
import type { FailedReply } from './error-from-reply.ts';
import { readRetryAfter } from './read-retry-after.ts';
import { serverSaid } from './server-said.ts';

/** An error body is a sentence; of a longer one the beginning says it all. */
const maxErrorBytes = 64 * 1024;

/** It comes with its status; whoever drips it is not waited for. */
const maxErrorMs = 1_000;

/**
 * Reads a response whose status says that the call failed. It never fails itself, and leaves half of the time that is
 * left: the status is what counts.
 */
export async function readFailedReply(response: Response, { hide }: Pick<HttpConnection, 'hide'>, { clock, deadline }: CallContext): Promise<FailedReply> {
  const maxMs = Math.min(maxErrorMs, deadline.remainingMs() / 2);
  const text = await beginningOf(response.body, { maxBytes: maxErrorBytes, maxMs, clock });
  return { status: response.status, said: serverSaid(text, hide), retryAfterMs: readRetryAfter(response.headers), movedTo: originOf(response.headers.get('location')) };
}

/** Only the origin of where a redirect leads: the rest may hold keys. */
function originOf(location: string | null): string | undefined {
  if (location === null || location === '') return undefined;
  return URL.canParse(location) ? new URL(location).origin : 'a path of the same host';
}
