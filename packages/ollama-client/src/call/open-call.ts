import { PlanweaveError, PlugInError, type CallContext } from '@planweave/core-types';
import { Ollama } from 'ollama';
import { watchCall, type CallWatch } from './call-watch.ts';
import type { Connection } from './connection.ts';
import { strictFetch, type ReplyForm } from './strict-fetch.ts';

/** One call that is under way. */
export interface OpenCall {
  /** A client of the `ollama` package that lives for this call only, so that stopping one call cannot stop another. */
  readonly client: Ollama;
  readonly watch: CallWatch;
  /** What to throw for what was caught: the reason of a stop before everything else, and never a foreign error. */
  explain(thrown: unknown): PlanweaveError;
}

/**
 * Begins a call. Whoever opens it must close its watch.
 *
 * @throws `CancelledError` or `TimedOutError` when there is no more time, or no wish, for it.
 */
export function openCall(connection: Connection, model: string, context: CallContext, form: ReplyForm): OpenCall {
  const { base, firstTokenMs, idleMs } = connection;
  const target = { model, host: base.origin };
  const watch = watchCall(context, { what: `Model "${model}" on ${base.origin}`, firstTokenMs, idleMs });
  return {
    client: new Ollama({ host: base.url, fetch: strictFetch(connection, target, watch, form) }),
    watch,
    explain: (thrown) => watch.stoppedBy() ?? (PlanweaveError.isInstance(thrown) ? thrown : new PlugInError(`Model "${model}" on ${base.origin}`, 'decode', thrown)),
  };
}

/** Makes one call that has one document as its reply. */
export async function ask<Result>(
  connection: Connection,
  model: string,
  context: CallContext,
  form: ReplyForm,
  question: (client: Ollama) => Promise<Result>,
): Promise<Result> {
  const call = openCall(connection, model, context, form);
  try {
    return await question(call.client);
  } catch (thrown) {
    throw call.explain(thrown);
  } finally {
    call.watch.close();
  }
}
