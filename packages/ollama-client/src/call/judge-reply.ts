import { ProtocolError } from '@planweave/core-types';
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
  if (!isObject(value)) throw notAnObject(text, target);
  if ('error' in value) throw errorFromReply({ body: hide(text) }, target);
  return value;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is ReplyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAnObject(text: string, target: CallTarget): ProtocolError {
  return broken(target, /^\s*</.test(text) ? 'a page of HTML or XML' : `${text.length} characters that are no JSON object`);
}

/** The error for bytes that do not follow the protocol. */
export function broken(target: CallTarget, what: string, cause?: unknown): ProtocolError {
  return new ProtocolError({
    ...target,
    message: `Model "${target.model}" on ${target.host} sent ${what}; check that the host option leads to Ollama itself`,
    cause,
  });
}
