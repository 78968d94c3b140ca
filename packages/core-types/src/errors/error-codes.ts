/**
 * Every error code of the toolkit with one sentence on what happened. A code belongs to exactly one class and never
 * changes its meaning; programs branch on `error.code`, people read `error.message`.
 *
 * @example
 * ```ts
 * import { errorCodes } from '@planweave/core-types';
 *
 * errorCodes.PLANWEAVE_MODEL_NOT_FOUND; //=> 'The server answers, but does not have the model.'
 * ```
 */
export const errorCodes = {
  PLANWEAVE_ACCESS_DENIED: 'The server wants other credentials, or refuses this client.',
  PLANWEAVE_BAD_REQUEST: 'The server refused the request as wrong; sending it again cannot help.',
  PLANWEAVE_CANCELLED: 'The caller stopped the work with its own signal.',
  PLANWEAVE_CONTEXT_TOO_LONG: "The prompt is longer than the model's context window.",
  PLANWEAVE_ENDPOINT_NOT_FOUND: 'Something answers at the address, but not with the expected API.',
  PLANWEAVE_ILLEGAL_PLAN: 'The model wrote a readable plan of which no step is legal in the world.',
  PLANWEAVE_INVALID_OPTION: 'An option given to a factory is outside what it accepts.',
  PLANWEAVE_INVALID_OUTPUT: 'The reply is complete, but is empty or not of the requested form.',
  PLANWEAVE_INVALID_PLAN: 'No plan could be read from the text.',
  PLANWEAVE_INVALID_TOOL: 'A tool definition or a set of tools contradicts itself.',
  PLANWEAVE_INVALID_WORLD: 'A world snapshot does not have the form that the domain expects.',
  PLANWEAVE_MODEL_LOAD_FAILED: 'The server could not load the model.',
  PLANWEAVE_MODEL_NOT_FOUND: 'The server answers, but does not have the model.',
  PLANWEAVE_MODEL_SERVER_FAILED: 'The server failed while it worked on the request.',
  PLANWEAVE_NOTHING_SCRIPTED: 'A fake was called more often than replies were scripted for it.',
  PLANWEAVE_OPTION_DRIFT: 'A call would change options that are fixed for a loaded model, and so reload it.',
  PLANWEAVE_OUTPUT_TRUNCATED: 'The reply reached its token limit before it was complete.',
  PLANWEAVE_OUT_OF_MEMORY: 'The server has not enough memory for the model.',
  PLANWEAVE_PLUG_IN_FAILED: 'Code handed in by the caller (a domain, a store, a model) threw something.',
  PLANWEAVE_PROTOCOL: 'The server sent bytes that do not follow its protocol.',
  PLANWEAVE_REFUSED: 'The call was not made: an open circuit, a full queue, a used-up rate or too little time.',
  PLANWEAVE_SCHEMA_REJECTED: 'The server cannot turn the JSON Schema into a grammar.',
  PLANWEAVE_SERVER_BUSY: 'The server has more work than it accepts.',
  PLANWEAVE_SERVER_UNREACHABLE: 'No connection to the server, or it was lost before a reply began.',
  PLANWEAVE_TIMED_OUT: 'Time ran out before the work was done.',
  PLANWEAVE_UNFINISHED_REPLY: 'The reply ended without its closing part.',
  PLANWEAVE_UNSUPPORTED: 'The model or server lacks a capability that the call needs.',
} as const;

/** One of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;
