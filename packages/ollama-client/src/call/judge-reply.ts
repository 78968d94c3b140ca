import { ProtocolError } from '@planweave/core-types';
import { errorFromReply, type CallTarget } from '../errors/failed-reply.ts';

/** A JSON object of a server, of which nothing is known yet. */
export type ReplyObject = Readonly<Record<string, unknown>>;

/**
 * Reads one JSON object of a reply that began with status 200.
 *
 * @throws `ProtocolError` for what is no JSON object, and the error it means for an object that holds one.
 */
export function readReplyObject(text: string, target: CallTarget): ReplyObject {
  const value = parse(text, target);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAnObject(text, target);
  if ('error' in value) throw errorFromReply({ body: text }, target);
  return value as ReplyObject;
}

function parse(text: string, target: CallTarget): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // the parser's own message quotes the text, which may be a reply or a prompt
    throw notAnObject(text, target, cause instanceof SyntaxError ? undefined : cause);
  }
}

function notAnObject(text: string, target: CallTarget, cause?: unknown): ProtocolError {
  const what = /^\s*</.test(text) ? 'a page of HTML or XML' : `${text.length} characters that are no JSON object`;
  return broken(target, what, cause);
}

/** The error for bytes that do not follow the protocol. */
export function broken(target: CallTarget, what: string, cause?: unknown): ProtocolError {
  return new ProtocolError({
    ...target,
    message: `Model "${target.model}" on ${target.host} sent ${what}; check that the host option leads to Ollama itself`,
    cause,
  });
}
