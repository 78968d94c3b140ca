import {
  AccessDeniedError,
  BadRequestError,
  EndpointNotFoundError,
  ModelNotFoundError,
  ModelServerError,
  ServerBusyError,
  type ModelError,
  type ModelErrorProblem,
} from '@planweave/core-types';
import { failureCatalogue } from './failure-catalogue.ts';
import { serverSaid, type ServerSaid } from './server-said.ts';

/** Who was asked for what, for the messages of errors. */
export interface CallTarget {
  readonly model: string;
  /** The server's origin. */
  readonly host: string;
}

/** A reply that says that the call failed. */
export interface FailedReply {
  /** Absent for an error in the middle of a reply that began well. */
  readonly status?: number | undefined;
  readonly body: string;
  readonly retryAfterMs?: number | undefined;
  /** Where a server that moved says it is. */
  readonly location?: string | null;
}

/** The one class of error that a failed reply means: by its text where that is known, by its status otherwise. */
export function errorFromReply(reply: FailedReply, target: CallTarget): ModelError {
  const said = serverSaid(reply.body);
  const problem = { model: target.model, host: target.host, status: reply.status, retryAfterMs: reply.retryAfterMs };
  const known = failureCatalogue.find(({ says, status = reply.status }) => status === reply.status && [said.message, said.type, said.code].some((text) => text !== undefined && says.test(text)));
  if (known === undefined || said.message === '') return errorFromStatus(reply, said, problem);
  return new known.Error({
    ...problem,
    message: known.Error === ModelNotFoundError ? notInstalled(target) : `${who(target)} answered: ${said.message}; ${known.advice(target.model)}`,
    retryAfterMs: reply.retryAfterMs ?? known.retryAfterMs,
    ...(known.isRetryable === undefined ? {} : { isRetryable: known.isRetryable }),
  });
}

/** What is said of a model that the server does not have. */
export function notInstalled({ model, host }: CallTarget): string {
  return `Model "${model}" is not installed on ${host}; run: ollama pull ${model}`;
}

function errorFromStatus(reply: FailedReply, said: ServerSaid, known: Omit<ModelErrorProblem, 'message'>): ModelError {
  const { status } = reply;
  const answer = `${who(known)} answered ${status === undefined ? 'in the middle of a reply' : `HTTP ${status}`}${said.message === '' ? ' without a word' : `: ${said.message}`}`;
  const problem = (advice: string) => ({ ...known, message: `${answer}; ${advice}` });
  if (status === undefined || status === 200) return new ModelServerError(problem('try again'));
  if (status >= 300 && status < 400) return new EndpointNotFoundError(problem(`the server is elsewhere${reply.location ? ` (${safeOrigin(reply.location)})` : ''}: change the host option`));
  if (status === 401) return new AccessDeniedError(problem('sign in with: ollama signin, or give an apiKey'));
  if (status === 403) return new AccessDeniedError(problem('the server refuses the host name or origin of this client: use its IP address or set OLLAMA_ORIGINS on the server'));
  if (status === 404 && said.isJson) return new ModelNotFoundError({ ...known, message: notInstalled(known) });
  if (status === 404 || status === 405) return new EndpointNotFoundError(problem('there is no Ollama API at this address: check the host option'));
  if (status === 429 || status === 503) return new ServerBusyError(problem('wait, and send fewer calls at once'));
  if (status === 408 || status === 499 || status >= 500) return new ModelServerError(problem('try again; if it stays, see the log of the server'));
  return new BadRequestError(problem('check the request and the options'));
}

function who({ model, host }: CallTarget): string {
  return `Model "${model}" on ${host}`;
}

/** Only the origin of where a redirect leads: the rest may hold keys. */
function safeOrigin(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : 'a path of the same host';
}
