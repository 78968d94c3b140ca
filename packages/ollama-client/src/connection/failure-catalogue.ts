import {
  AccessDeniedError,
  BadRequestError,
  ContextTooLongError,
  InvalidOutputError,
  ModelLoadError,
  ModelNotFoundError,
  ModelServerError,
  OutOfMemoryError,
  OutputTruncatedError,
  SchemaRejectedError,
  ServerBusyError,
  UnsupportedError,
} from '@planweave/core-types';
import type { KnownFailure } from '@planweave/model-http';
import { notInstalled } from '../errors/not-installed.ts';

const check = 'check the request and the options';
const seeLog = 'see the log of the server';
const install = (model: string) => `run: ollama pull ${model}`;

/**
 * What the texts mean, most telling first. Texts decide before statuses do: Ollama reports wrong requests as 500, a
 * crashed runner as 400 while embedding, and errors in the middle of a reply with no status at all. The texts are those
 * of Ollama 0.33 with llama.cpp b10488, and those of servers before 0.30.
 */
export const failureCatalogue: readonly KnownFailure[] = [
  known(/exceed_context_size|exceeds the available context size|prompt is longer than the context length|input length exceeds the context length|exceeds maximum context length/i, ContextTooLongError, () => 'shorten the prompt, or raise contextTokens'),
  known(/schema conversion failed|failed to parse grammar|unrecognized schema|^invalid format:|invalid json schema in format|number of rules .*exceeds/i, SchemaRejectedError, () => 'simplify the schema'),
  known(/does not support (?:chat|generate|completion|thinking|tools|insert|embeddings?|vision|image)|image input is not supported|image generation models are not/i, UnsupportedError, () => 'use another model, or leave that out'),
  known(/^model ["'].*["'] not found|try pulling it first|pull model manifest: file does not exist/i, ModelNotFoundError, install, { message: notInstalled }),
  known(/out[ -]of[ -]memory|cudaMalloc failed|unable to load full model on GPU|requires more system memory|unable to allocate .*buffer|insufficient memory/i, OutOfMemoryError, () => 'use a smaller model or fewer contextTokens, or free memory', { differs: { retryAfterMs: 5_000 } }),
  known(/may be incompatible with your version|error starting llama-server/i, ModelLoadError, () => 'update Ollama, or pull the model again', { differs: { isRetryable: false } }),
  known(/timed out waiting for llama-server to start/i, ModelLoadError, () => 'the disk is slow; call warmUp() first and raise OLLAMA_LOAD_TIMEOUT on the server'),
  known(/llama-server process has terminated|llama runner process has terminated|unable to load model|failed to load model|error loading model|unknown model architecture/i, ModelLoadError, (model) => `the model may be broken: pull ${model} again, and ${seeLog}`),
  known(/loading model|no slots available after|process no longer running/i, ModelServerError, () => 'try again in a moment'),
  known(/cloud is disabled/i, AccessDeniedError, () => 'allow cloud models on the server, or use one that it has itself'),
  known(/contains NaN or Inf/i, ModelServerError, () => 'use another model, or another text', { differs: { isRetryable: false } }),
  known(/stream event exceeded/i, ModelServerError, () => 'lower sampling.maxTokens', { differs: { isRetryable: false } }),
  known(/server busy|maximum pending requests exceeded/i, ServerBusyError, () => 'send fewer calls at once, or raise OLLAMA_MAX_QUEUE on the server'),
  // our own request broke off; with any other status it is the runner's reply that did
  known(/^unexpected EOF$/, BadRequestError, () => check, { status: 400 }),
  known(/token repeat limit reached/i, OutputTruncatedError, () => 'the model repeats itself; change the prompt or the seed'),
  known(/invalid tool call arguments/i, InvalidOutputError, () => 'try again'),
  known(/runner has unexpectedly stopped|error was encountered while running the model|error reading llama-server response|llama-server chat error|unexpected EOF|: EOF$|unknown error was encountered/i, ModelServerError, () => `the model crashed; ${seeLog}`),
  known(/request canceled/i, ModelServerError, () => 'another client stopped the loading of the model; try again'),
  known(/^option "|^template: |must be between|raw mode does not support|^think must be|invalid think value|model is required|missing request body|invalid model name|^json: |^invalid character|unit in duration|invalid duration/i, BadRequestError, () => check),
  // whatever the API itself says with this status; a router says it in plain text
  known(/^/, ModelNotFoundError, install, { status: 404, isJson: true, message: notInstalled }),
];

function known(
  says: RegExp,
  Error: KnownFailure['Error'],
  advice: KnownFailure['advice'],
  rest: Pick<KnownFailure, 'status' | 'isJson' | 'message' | 'differs'> = {},
): KnownFailure {
  return { says, Error, advice, ...rest };
}
