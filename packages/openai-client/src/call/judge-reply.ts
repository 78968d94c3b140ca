import { ProtocolError, UnfinishedReplyError } from '@planweave/core-types';
import { errorFromReply, type CallTarget } from '../errors/failed-reply.ts';
import { parseJson } from './parse-json.ts';

/** A JSON object of a server, of which nothing is known yet. */
export type ReplyObject = Readonly<Record<string, unknown>>;

/**
 * Reads one JSON object of a reply that began with status 200.
 *
 * @throws `ProtocolError` for what is no JSON object, and the error it means for an object that holds one.
 */
export function readReplyObject(text: string, target: CallTarget, hide: (text: string) => string): ReplyObject {
  const value = parseJson(text);
  if (!isObject(value)) throw broken(target, `${text.length} characters that are no JSON object`);
  const isError = (value['error'] !== undefined && value['error'] !== null) || value['object'] === 'error';
  if (isError) throw errorFromReply({ body: hide(text) }, target);
  return value;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is ReplyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error for bytes that do not follow the protocol. */
export function broken(target: CallTarget, what: string, cause?: unknown): ProtocolError {
  return new ProtocolError({ ...target, message: `Model "${target.model}" on ${target.host} sent ${what}; check the baseUrl option`, cause });
}

/** The error for a reply without its end. */
export function unfinished(target: CallTarget, cause?: unknown): UnfinishedReplyError {
  const how = cause === undefined ? 'ended its reply without a finish_reason' : 'broke off in the middle of its reply';
  return new UnfinishedReplyError({ ...target, message: `Model "${target.model}" on ${target.host} ${how}; try again`, cause });
}
