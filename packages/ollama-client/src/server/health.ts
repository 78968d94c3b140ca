import { ModelError, ModelNotFoundError, TimedOutError, type CallContext, type ErrorSummary } from '@planweave/core-types';
import { checkServer } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import { anyDocument } from '../call/strict-fetch.ts';
import type { ChatModel } from '../chat/chat-model.ts';
import { notInstalled } from '../errors/not-installed.ts';
import { listInstalled, listResident, type ResidentModel } from './list-models.ts';
import { fullModelName } from './model-name.ts';

/** How a model and its server are. */
export interface OllamaHealth {
  /**
   * `'ready'`: the model is loaded. `'cold'`: it is installed, and not loaded as far as the server can say. `'busy'`: it is installed, and
   * the server is loading some model just now. `'missing'`: the server does not have it. `'down'`: no server answers, or it refuses us.
   */
  readonly status: 'ready' | 'cold' | 'busy' | 'missing' | 'down';
  /** The server's version, when it answered. */
  readonly version: string | undefined;
  /**
   * The context window that the model is loaded with. When it is not the one that was asked for, another program uses
   * the model with other options, and the two reload it in turns.
   */
  readonly loadedContextTokens: number | undefined;
  /** What is wrong and what to do, for `missing` and `down`. */
  readonly problem: ErrorSummary | undefined;
}

/** The server holds back this answer while it loads a model, so that silence says "busy" and not "down". */
const residentMs = 1_000;

/** Asks a server how it is. It rejects only when the caller cancels, or leaves no time to ask. */
export function checkHealth(model: ChatModel, context: CallContext): Promise<OllamaHealth> {
  const { connection, settings, target } = model;
  const check = async (patient: CallContext): Promise<OllamaHealth> => {
    const [version, installed, resident] = await Promise.all([
      ask(connection, settings.model, patient, anyDocument, (client) => client.version()),
      listInstalled(connection, settings.model, patient),
      residentNow(model, patient),
    ]);
    const name = fullModelName(settings.model);
    const common = { version: typeof version.version === 'string' ? version.version : undefined, loadedContextTokens: undefined, problem: undefined };
    if (!installed.some((entry) => fullModelName(entry.name) === name)) {
      const problem = new ModelNotFoundError({ ...target, message: notInstalled(target) }).toJSON();
      return Object.freeze({ ...common, status: 'missing', problem });
    }
    const loaded = resident?.find((entry) => fullModelName(entry.name) === name);
    return Object.freeze({ ...common, status: statusOf(resident, loaded), loadedContextTokens: loaded?.contextTokens });
  };
  return checkServer(target.host, context, check, (problem) => {
    return Object.freeze({ status: 'down', version: undefined, loadedContextTokens: undefined, problem: problem.toJSON() });
  });
}

/** What is loaded; `undefined` when the server is too busy to say, and nothing when it cannot say, as old ones and some proxies. */
async function residentNow({ connection, settings }: ChatModel, context: CallContext): Promise<readonly ResidentModel[] | undefined> {
  try {
    return await listResident(connection, settings.model, { ...context, deadline: context.deadline.within(residentMs) });
  } catch (thrown) {
    if (TimedOutError.isInstance(thrown)) return undefined;
    if (ModelError.isInstance(thrown) && thrown.status === 404) return [];
    throw thrown;
  }
}

function statusOf(resident: readonly ResidentModel[] | undefined, loaded: ResidentModel | undefined): OllamaHealth['status'] {
  if (resident === undefined) return 'busy';
  return loaded === undefined ? 'cold' : 'ready';
}
