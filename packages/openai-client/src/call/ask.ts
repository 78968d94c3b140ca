import type { CallContext } from '@planweave/core-types';
import { makeCall, type HttpCall, type JsonObject } from '@planweave/model-http';
import type { ChatModel } from '../chat/chat-model.ts';

/** One question below the base URL: `'/models'`, or with a body that is sent as JSON. */
export interface Question {
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Makes one call that has one JSON object as its reply, of which `read` takes what is wanted. */
export function ask<Result>({ connection, settings }: ChatModel, context: CallContext, { path, body }: Question, read: (reply: JsonObject, call: HttpCall) => Result): Promise<Result> {
  return makeCall(connection, settings.model, context, async (call) => {
    const response = await call.send({ url: `${settings.base.url}${path}`, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return read(call.readObject(await call.readText(response)), call);
  });
}
