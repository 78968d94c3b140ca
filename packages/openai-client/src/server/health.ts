import { EndpointNotFoundError, ModelNotFoundError, ServerBusyError, type CallContext, type ErrorSummary } from '@planweave/core-types';
import { checkServer, makeCall } from '@planweave/model-http';
import type { ChatModel } from '../chat/chat-model.ts';
import { listOffered } from './list-models.ts';

/** How a model and its server are. */
export interface OpenAiHealth {
  /**
   * `'ready'`: the server offers the model. `'loading'`: it answers, and is not ready yet. `'missing'`: it does not offer
   * the model. `'down'`: no server answers, or it refuses us.
   */
  readonly status: 'ready' | 'loading' | 'missing' | 'down';
  /** What is wrong and what to do, unless it is ready. */
  readonly problem: ErrorSummary | undefined;
}

/** Asks a server how it is. It rejects only when the caller cancels, or leaves no time to ask. */
export function checkHealth(model: ChatModel, context: CallContext): Promise<OpenAiHealth> {
  const { settings, target } = model;
  const check = async (patient: CallContext): Promise<OpenAiHealth> => {
    const [offered] = await Promise.all([listOffered(model, patient), checkLoaded(model, patient)]);
    const isThere = settings.dialect.ignoresModelName || offered.some(({ name }) => name === settings.model || name === `${settings.model}:latest`);
    if (isThere) return Object.freeze({ status: 'ready', problem: undefined });
    const message = `Model "${target.model}" is not offered by ${target.host}; check its name against listModels()`;
    return Object.freeze({ status: 'missing', problem: new ModelNotFoundError({ ...target, message }).toJSON() });
  };
  return checkServer(target.host, context, check, (problem) => {
    const isLoading = ServerBusyError.isInstance(problem) && problem.phase === 'load';
    return Object.freeze({ status: isLoading ? 'loading' : 'down', problem: problem.toJSON() });
  });
}

/** Throws unless the model can answer. Where there is no such path, as behind a proxy, nothing is known about it. */
async function checkLoaded({ connection, settings }: ChatModel, context: CallContext): Promise<void> {
  const { base, dialect, model } = settings;
  if (dialect.healthPath === undefined) return;
  const url = `${base.root}${dialect.healthPath}`;
  try {
    await makeCall(connection, model, context, async (call) => call.readText(await call.send({ url })));
  } catch (thrown) {
    if (!EndpointNotFoundError.isInstance(thrown)) throw thrown;
  }
}
