import type { CallContext } from '@planweave/core-types';
import { makeCall, type HttpCall } from '@planweave/model-http';
import { Ollama } from 'ollama';
import type { OllamaConnection } from '../connection/open-connection.ts';
import { strictFetch, type ReplyForm } from './strict-fetch.ts';

/** A client of the `ollama` package that lives for one call only, so that stopping one call cannot stop another. */
export function clientFor(call: HttpCall, connection: OllamaConnection, form: ReplyForm): Ollama {
  return new Ollama({ host: connection.url, fetch: strictFetch(call, form) });
}

/** Makes one call that has one document as its reply. */
export function ask<Result>(
  connection: OllamaConnection,
  model: string,
  context: CallContext,
  form: ReplyForm,
  question: (client: Ollama, call: HttpCall) => Promise<Result>,
): Promise<Result> {
  return makeCall(connection, model, context, (call) => question(clientFor(call, connection, form), call));
}
