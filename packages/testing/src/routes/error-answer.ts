import { CancelledError } from '@planweave/core-types';
import { jsonAnswer, textAnswer, type Answer } from '../engine/answer.ts';
import { ApiError } from '../engine/api-error.ts';
import { ConnectionCut } from '../engine/connection-cut.ts';

/**
 * What a request gets whose route threw: the API's own kind of error body, or the empty 500 of a handler that panicked.
 *
 * @throws The error itself when there is nobody, or nothing, to answer.
 */
export function errorAnswer(error: unknown, path: string): Answer {
  if (error instanceof ConnectionCut || error instanceof CancelledError) throw error;
  if (!(error instanceof ApiError)) return textAnswer(500, '');
  if (!path.startsWith('/v1/')) return jsonAnswer(error.status, { error: error.message });
  return jsonAnswer(error.status, { error: { message: error.message, type: typeOf(error.status), param: null, code: null } });
}

function typeOf(status: number): string {
  if (status === 400) return 'invalid_request_error';
  return status === 404 ? 'not_found_error' : 'api_error';
}
