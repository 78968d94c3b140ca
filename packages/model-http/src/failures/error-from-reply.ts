import {
  AccessDeniedError,
  BadRequestError,
  EndpointNotFoundError,
  ModelServerError,
  ServerBusyError,
  shortText,
  UnsupportedError,
  type ModelError,
} from '@planweave/core-types';
import { inWords, type CallTarget } from '../call/call-target.ts';
import type { ServerProfile } from '../connection/server-profile.ts';
import type { ServerSaid } from './server-said.ts';

/** A reply that says that the call failed. */
export interface FailedReply {
  /** The HTTP status; absent for a failure in the middle of a reply that began well. */
  readonly status?: number | undefined;
  /** What it says, without keys. */
  readonly said: ServerSaid;
  /** How long it asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Where a server that moved says it is: an origin, or that it is a path of the same host. */
  readonly movedTo?: string | undefined;
}

/**
 * The one class of error that a failed reply means: by its whole text where the profile knows it, by its status otherwise.
 * The message shows the beginning of the text.
 */
export function errorFromReply(reply: FailedReply, target: CallTarget, profile: ServerProfile): ModelError {
  const { status, said, retryAfterMs } = reply;
  const known = profile.failures.find(
    (failure) =>
      (failure.status === undefined || failure.status === status) &&
      (failure.isJson === undefined || said.isJson) &&
      [said.message, said.type, said.code].some((text) => text !== undefined && text.search(failure.says) >= 0),
  );
  const place = status === undefined ? 'in the middle of a reply' : `HTTP ${status}`;
  const answer = `${inWords(target)} answered ${place}${said.message === '' ? ' without a word' : `: ${shortText(said.message, 300)}`}`;
  const problem = { ...target, status, retryAfterMs };
  if (known === undefined) return errorFromStatus(reply, profile, (advice) => ({ ...problem, message: `${answer}; ${advice}` }));
  const message = known.message?.(target) ?? `${answer}; ${known.advice(target.model)}`;
  return new known.Error({ ...problem, ...known.differs, message, retryAfterMs: retryAfterMs ?? known.differs?.retryAfterMs });
}

function errorFromStatus({ status, movedTo }: FailedReply, profile: ServerProfile, problem: (advice: string) => ConstructorParameters<typeof BadRequestError>[0]): ModelError {
  const { addressOption, api } = profile;
  if (status === undefined || status === 200) return new ModelServerError(problem('try again'));
  if (status < 300) return new EndpointNotFoundError(problem(`that is no ${api}: check the ${addressOption} option`));
  if (status < 400) return new EndpointNotFoundError(problem(`the server is elsewhere${movedTo === undefined ? '' : ` (${movedTo})`}: change the ${addressOption} option`));
  if (status === 401) return new AccessDeniedError(problem(profile.unauthorizedAdvice));
  if (status === 403) return new AccessDeniedError(problem(profile.forbiddenAdvice));
  if (status === 404 || status === 405) return new EndpointNotFoundError(problem(`there is no ${api} at this address: check the ${addressOption} option`));
  if (status === 429 || status === 503) return new ServerBusyError(problem('wait, and send fewer calls at once'));
  if (status === 501) return new UnsupportedError(problem('use another model, or leave that out'));
  if (status === 408 || status === 499 || status >= 500) return new ModelServerError(problem('try again; if it stays, see the log of the server'));
  return new BadRequestError(problem('check the request and the options'));
}
