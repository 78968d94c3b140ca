import { deepFreeze } from '@planweave/core-types';
import { nestedError } from '../engine/api-error.ts';
import { busyMessage } from '../engine/scheduling/scheduler.ts';
import type { StatusFault } from './fault.ts';

const reply = (status: number, body: StatusFault['body'] = ''): StatusFault => deepFreeze({ kind: 'status', status, body });
const error = (status: number, message: string): StatusFault => reply(status, { error: message });
const nested = (status: number, type: string, message: string, more?: Readonly<Record<string, unknown>>): StatusFault =>
  error(status, nestedError(status, type, message, more).message);

/**
 * The errors of an Ollama server, byte for byte, as faults for the fake one. `{model}` stands for the model asked for.
 *
 * @example
 * ```ts
 * import { ollamaErrors } from '@planweave/testing';
 *
 * ollamaErrors.busy.status; //=> 503
 * ```
 */
export const ollamaErrors = Object.freeze({
  missingBody: error(400, 'missing request body'),
  brokenJson: error(400, 'unexpected EOF'),
  modelRequired: error(400, 'model is required'),
  invalidModelName: error(400, 'invalid model name'),
  noChat: error(400, '"{model}" does not support chat'),
  noThinking: error(400, '"{model}" does not support thinking'),
  noTools: error(400, 'registry.ollama.ai/library/{model}:latest does not support tools'),
  schemaRejected: nested(400, 'invalid_request_error', '"json_schema": JSON schema conversion failed:\nUnrecognized schema: true'),
  grammarRejected: nested(400, 'invalid_request_error', 'Failed to initialize samplers: failed to parse grammar'),
  contextTooLong: nested(400, 'exceed_context_size_error', 'request (8889 tokens) exceeds the available context size (4096 tokens), try increasing it', {
    n_prompt_tokens: 8889,
    n_ctx: 4096,
  }),
  promptTooLong: error(400, 'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length'),
  unauthorized: reply(401, { error: 'unauthorized', signin_url: 'https://ollama.com/connect' }),
  cloudDisabled: error(403, 'ollama cloud is disabled: remote model is unavailable'),
  hostRefused: reply(403),
  modelNotFound: error(404, "model '{model}' not found"),
  modelNotFoundPullFirst: error(404, 'model "{model}" not found, try pulling it first'),
  pageNotFound: reply(404, '404 page not found'),
  methodNotAllowed: reply(405, '405 method not allowed'),
  cloudQuota: error(429, 'you have reached your hourly usage limit'),
  canceled: error(499, 'request canceled'),
  loadFailed: error(500, 'llama-server process has terminated: exit status 2: error loading model'),
  loadTimedOut: error(500, 'timed out waiting for llama-server to start - progress 0.73'),
  outOfMemory: error(500, 'llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory'),
  startFailed: error(500, 'error starting llama-server: exec: "llama-server": executable file not found in $PATH'),
  incompatibleModel: error(500, 'unable to load model: this model may be incompatible with your version of Ollama'),
  runnerStopped: error(500, 'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details'),
  stillLoading: error(500, 'unexpected server status: llm server loading model'),
  noSlots: error(500, 'no slots available after 10 retries'),
  wrongOptionType: error(500, 'option "temperature" must be of type float32'),
  invalidFormat: error(500, String.raw`invalid format: "\"{}\""; expected "json" or a valid JSON Schema object`),
  repeatLimit: error(500, 'prediction aborted, token repeat limit reached'),
  panic: reply(500),
  cloudProxy: error(502, 'upstream error'),
  busy: error(503, busyMessage),
  legacyRunnerTerminated: error(500, 'llama runner process has terminated: exit status 2'),
  legacyOutOfMemory: error(500, 'model requires more system memory (5.5 GiB) than is available (3.1 GiB)'),
  legacyRunnerGone: error(500, 'POST predict: Post "http://127.0.0.1:35263/completion": EOF'),
  legacyInvalidSchema: error(500, 'invalid JSON schema in format'),
});
