import { ServerUnreachableError } from '@planweave/core-types';
import type { CallTarget } from './failed-reply.ts';

/** The code of what went wrong with a connection, as Node and undici give it: `'ECONNREFUSED'`. */
function connectionCode(thrown: unknown): string | undefined {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('message' in cause && cause.message === badPort) return badPort;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

/** True when the server closed the connection before it said anything: such a call can be made again unchanged. */
export function isClosedEarly(thrown: unknown): boolean {
  return closedEarly.has(connectionCode(thrown) ?? '');
}

/** The error for a request that got no reply at all. */
export function connectionError(thrown: unknown, target: CallTarget, startAdvice: string): ServerUnreachableError {
  const code = connectionCode(thrown);
  const known = code === undefined ? undefined : reasons.get(code);
  const isCertificate = code !== undefined && /CERT|ERR_TLS|ERR_SSL|SIGNATURE/.test(code);
  const isHopeless = isCertificate || code === badPort;
  const [reason, advice = startAdvice] = known ?? [isCertificate ? 'its certificate is not accepted' : (code ?? 'no connection'), isCertificate ? 'check the address and the certificate' : 'check the baseUrl option and the network'];
  return new ServerUnreachableError({
    ...target,
    message: `No model server at ${target.host} (${reason}); ${advice}`,
    isRetryable: !isHopeless && (code !== undefined || isFetchFailure(thrown)),
    cause: thrown,
  });
}

function isFetchFailure(thrown: unknown): boolean {
  return thrown instanceof TypeError && thrown.message === 'fetch failed';
}

const closedEarly: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** What `fetch` says of the ports that browsers do not connect to, such as 9; it gives no code. */
const badPort = 'bad port';

const address = 'check the baseUrl option';

const reasons: ReadonlyMap<string, readonly [reason: string, advice?: string]> = new Map([
  ['ECONNREFUSED', ['connection refused']],
  ['ENOTFOUND', ['the host name is unknown', address]],
  ['EAI_AGAIN', ['the host name cannot be looked up now', address]],
  ['EHOSTUNREACH', ['the host cannot be reached', address]],
  ['ENETUNREACH', ['the network cannot be reached', address]],
  ['ETIMEDOUT', ['no answer to the connection', address]],
  ['UND_ERR_CONNECT_TIMEOUT', ['no answer to the connection', address]],
  [badPort, ['fetch does not connect to this port', 'let the server listen on another']],
  ['UND_ERR_DESTROYED', ['close() was called meanwhile', 'make the call again']],
  ['UND_ERR_SOCKET', ['it closed the connection without a reply', 'see the log of the server']],
  ['ECONNRESET', ['it closed the connection without a reply', 'see the log of the server']],
  ['EPIPE', ['it closed the connection without a reply', 'see the log of the server']],
]);
