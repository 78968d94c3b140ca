import {
  AccessDeniedError,
  ContextTooLongError,
  EndpointNotFoundError,
  ModelNotFoundError,
  ModelServerError,
  OutOfMemoryError,
  SchemaRejectedError,
  ServerBusyError,
  UnsupportedError,
} from '@planweave/core-types';
import type { KnownFailure } from '@planweave/model-http';

const checkName = 'check its name against listModels()';

/** What the servers' texts, types and codes mean, most telling first. They decide before statuses do. */
export const failureCatalogue: readonly KnownFailure[] = [
  known(
    /exceed_context_size|context_length_exceeded|maximum context length|exceeds the available context size|prompt is longer than the context length|passed \d+ input tokens and requested|context (?:length|window) (?:of|is|exceeded)|greater than the context length|context(?: the)? overflows/i,
    ContextTooLongError,
    'shorten the prompt, or give the model a larger window',
  ),
  known(/schema conversion failed|failed to parse grammar|unrecognized schema|invalid schema for response_format|grammar (?:error|compil)|unsupported json schema|invalid json schema/i, SchemaRejectedError, 'simplify the schema'),
  // a server that has not finished to start is not broken: a circuit must not open for it
  known(/loading model/i, ServerBusyError, 'wait until the model is loaded', { differs: { phase: 'load', blame: 'caller' } }),
  known(/insufficient_quota|exceeded your current quota|billing/i, AccessDeniedError, 'the account has no credit left'),
  known(/invalid api key|incorrect api key|invalid_api_key|authentication_error|^unauthorized$/i, AccessDeniedError, 'give a valid apiKey'),
  known(/model .*(?:not found|does not exist|not loaded)|model_not_found|no models? loaded|try pulling it first/i, ModelNotFoundError, checkName),
  known(/out[ -]of[ -]memory|cudaMalloc failed|insufficient memory/i, OutOfMemoryError, 'use a smaller model or window, or free memory', { differs: { retryAfterMs: 5_000 } }),
  known(/does not support|not_supported_error|image input is not supported/i, UnsupportedError, 'use another model, or leave that out'),
  known(/server busy|maximum pending requests|overloaded|rate_limit/i, ServerBusyError, 'wait, and send fewer calls at once'),
  known(/runner has unexpectedly stopped|engine.*(?:dead|died)|error was encountered while running the model|internal_?server_?error/i, ModelServerError, 'see the log of the server'),
  // llama.cpp gives a wrong path the type of a missing model
  known(/^file not found$/i, EndpointNotFoundError, 'check the baseUrl option', { status: 404 }),
  known(/^not_found_error$/, ModelNotFoundError, checkName, { status: 404 }),
];

function known(says: RegExp, Error: KnownFailure['Error'], advice: string, rest: Pick<KnownFailure, 'status' | 'differs'> = {}): KnownFailure {
  return { says, Error, advice: () => advice, ...rest };
}
