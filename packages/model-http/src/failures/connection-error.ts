import { ServerUnreachableError } from '@planweave/core-types';
import type { CallTarget } from '../call/call-target.ts';
import type { ServerProfile } from '../connection/server-profile.ts';

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
export function connectionError(thrown: unknown, target: CallTarget, profile: ServerProfile): ServerUnreachableError {
  const code = connectionCode(thrown);
  const isCertificate = code !== undefined && /CERT|ERR_TLS|ERR_SSL|SIGNATURE/.test(code);
  const isHopeless = isCertificate || code === badPort;
  const [reason, advice] = reasonOf(code, isCertificate);
  return new ServerUnreachableError({
    ...target,
    message: `No ${profile.name} at ${target.host} (${reason}); ${advice(profile)}`,
    isRetryable: !isHopeless && (code !== undefined || isFetchFailure(thrown)),
    cause: thrown,
  });
}

function reasonOf(code: string | undefined, isCertificate: boolean): Reason {
  const known = code === undefined ? undefined : reasons.get(code);
  if (known !== undefined) return known;
  if (isCertificate) return ['its certificate is not accepted', () => 'check the address and the certificate'];
  return [code ?? 'no connection', ({ addressOption }) => `check the ${addressOption} option and the network`];
}

function isFetchFailure(thrown: unknown): boolean {
  return thrown instanceof TypeError && thrown.message === 'fetch failed';
}

const closedEarly: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** What `fetch` says of the ports that browsers do not connect to, such as 9; it gives no code. */
const badPort = 'bad port';

type Reason = readonly [reason: string, advice: (profile: ServerProfile) => string];

const start: Reason[1] = ({ startAdvice }) => startAdvice;
const checkAddress: Reason[1] = ({ addressOption }) => `check the ${addressOption} option`;
const seeLog: Reason[1] = () => 'see the log of the server';

const reasons: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['ECONNREFUSED', ['connection refused', start]],
  ['ENOTFOUND', ['the host name is unknown', checkAddress]],
  ['EAI_AGAIN', ['the host name cannot be looked up now', checkAddress]],
  ['EHOSTUNREACH', ['the host cannot be reached', checkAddress]],
  ['ENETUNREACH', ['the network cannot be reached', checkAddress]],
  ['ETIMEDOUT', ['no answer to the connection', checkAddress]],
  ['UND_ERR_CONNECT_TIMEOUT', ['no answer to the connection', checkAddress]],
  [badPort, ['fetch does not connect to this port', () => 'let the server listen on another']],
  ['UND_ERR_DESTROYED', ['its connections were closed meanwhile', () => 'make the call again']],
  ['UND_ERR_SOCKET', ['it closed the connection without a reply', seeLog]],
  ['ECONNRESET', ['it closed the connection without a reply', seeLog]],
  ['EPIPE', ['it closed the connection without a reply', seeLog]],
]);
