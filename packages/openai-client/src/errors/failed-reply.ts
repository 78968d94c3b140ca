import {
  AccessDeniedError,
  BadRequestError,
  ContextTooLongError,
  EndpointNotFoundError,
  ModelNotFoundError,
  ModelServerError,
  OutOfMemoryError,
  SchemaRejectedError,
  ServerBusyError,
  UnsupportedError,
  type ModelError,
  type ModelErrorProblem,
} from '@planweave/core-types';
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
}

interface KnownFailure {
  readonly says: RegExp;
  readonly Error: new (problem: ModelErrorProblem) => ModelError;
  readonly advice: string;
  readonly rest?: Partial<ModelErrorProblem>;
}

/** What the servers' texts, types and codes mean, most telling first. They decide before statuses do. */
const knownFailures: readonly KnownFailure[] = [
  {
    says: /exceed_context_size|context_length_exceeded|maximum context length|exceeds the available context size|prompt is longer than the context length|passed \d+ input tokens and requested|context (?:length|window) (?:of|is|exceeded)/i,
    Error: ContextTooLongError,
    advice: 'shorten the prompt, or give the model a larger window',
  },
  {
    says: /schema conversion failed|failed to parse grammar|unrecognized schema|invalid schema for response_format|grammar (?:error|compil)|unsupported json schema|invalid json schema/i,
    Error: SchemaRejectedError,
    advice: 'simplify the schema',
  },
  // a server that has not finished to start is not broken: a circuit must not open for it
  { says: /loading model/i, Error: ServerBusyError, advice: 'wait until the model is loaded', rest: { phase: 'load', blame: 'caller' } },
  { says: /insufficient_quota|exceeded your current quota|billing/i, Error: AccessDeniedError, advice: 'the account has no credit left' },
  { says: /invalid api key|incorrect api key|invalid_api_key|authentication_error|^unauthorized$/i, Error: AccessDeniedError, advice: 'give a valid apiKey' },
  { says: /model .*(?:not found|does not exist|not loaded)|model_not_found|no models? loaded|try pulling it first/i, Error: ModelNotFoundError, advice: 'check its name against listModels()' },
  { says: /out[ -]of[ -]memory|cudaMalloc failed|insufficient memory/i, Error: OutOfMemoryError, advice: 'use a smaller model or window, or free memory', rest: { retryAfterMs: 5_000 } },
  { says: /does not support|not_supported_error|image input is not supported/i, Error: UnsupportedError, advice: 'use another model, or leave that out' },
  { says: /server busy|maximum pending requests|overloaded|rate_limit/i, Error: ServerBusyError, advice: 'wait, and send fewer calls at once' },
  { says: /runner has unexpectedly stopped|engine.*(?:dead|died)|error was encountered while running the model|internal_?server_?error/i, Error: ModelServerError, advice: 'see the log of the server' },
];

/** The one class of error that a failed reply means: by its text where that is known, by its status otherwise. */
export function errorFromReply(reply: FailedReply, target: CallTarget, said: ServerSaid = serverSaid(reply.body)): ModelError {
  const problem = { ...target, status: reply.status, retryAfterMs: reply.retryAfterMs };
  const known = knownFailures.find(({ says }) => [said.message, said.type, said.code].some((text) => text !== undefined && says.test(text)));
  const answer = `Model "${target.model}" on ${target.host} answered ${describe(reply.status, said)}`;
  if (known === undefined) return errorFromStatus(reply.status, said, answer, problem);
  return new known.Error({ ...problem, ...known.rest, message: `${answer}; ${known.advice}`, retryAfterMs: reply.retryAfterMs ?? known.rest?.retryAfterMs });
}

function describe(status: number | undefined, said: ServerSaid): string {
  const place = status === undefined ? 'in the middle of a reply' : `HTTP ${status}`;
  return said.message === '' ? `${place} without a word` : `${place}: ${said.message}`;
}

function errorFromStatus(status: number | undefined, said: ServerSaid, answer: string, known: Omit<ModelErrorProblem, 'message'>): ModelError {
  const problem = (advice: string) => ({ ...known, message: `${answer}; ${advice}` });
  if (status === undefined || status === 200) return new ModelServerError(problem('try again'));
  if (status >= 300 && status < 400) return new EndpointNotFoundError(problem('the server is elsewhere: change the baseUrl option'));
  if (status === 401) return new AccessDeniedError(problem('give a valid apiKey'));
  if (status === 403) return new AccessDeniedError(problem('the server refuses this client or this host name'));
  if (status === 404 && said.type === 'not_found_error') return new ModelNotFoundError(problem('check its name against listModels()'));
  if (status === 404 || status === 405) return new EndpointNotFoundError(problem('there is no OpenAI-compatible API at this address: check the baseUrl option'));
  if (status === 429 || status === 503) return new ServerBusyError(problem('wait, and send fewer calls at once'));
  if (status === 501) return new UnsupportedError(problem('use another model, or leave that out'));
  if (status === 408 || status === 499 || status >= 500) return new ModelServerError(problem('try again; if it stays, see the log of the server'));
  return new BadRequestError(problem('check the request and the options'));
}
