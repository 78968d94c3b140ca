import { PlanweaveError, PlugInError, type CallContext } from '@planweave/core-types';
import type { ChatModel } from '../chat/chat-model.ts';
import type { CallTarget } from '../errors/failed-reply.ts';
import { watchCall, type CallWatch } from './call-watch.ts';
import type { ReplyObject } from './judge-reply.ts';
import { readDocument } from './read-document.ts';
import { sendRequest, type Question } from './send-request.ts';

/** Makes one call that has one JSON object as its reply. */
export async function ask(model: ChatModel, context: CallContext, question: Question): Promise<ReplyObject> {
  const { settings, target, fetch } = model;
  const watch = watchModel(model, context);
  try {
    return await readDocument(await sendRequest(question, settings, fetch, watch, target), settings, watch, target);
  } catch (thrown) {
    throw explain(thrown, watch, target);
  } finally {
    watch.close();
  }
}

/** Watches a call with the limits of its model. */
export function watchModel({ settings, target }: ChatModel, context: CallContext): CallWatch {
  const { firstTokenMs, idleMs } = settings;
  return watchCall(context, { what: `Model "${target.model}" on ${target.host}`, firstTokenMs, idleMs });
}

/** What to throw for what was caught: the reason of a stop before everything else, and never a foreign error. */
export function explain(thrown: unknown, watch: CallWatch, target: CallTarget): PlanweaveError {
  return watch.stoppedBy() ?? (PlanweaveError.isInstance(thrown) ? thrown : new PlugInError(`Model "${target.model}" on ${target.host}`, 'decode', thrown));
}
