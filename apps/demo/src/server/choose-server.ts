import { asPlanweaveError, CancelledError, createCallContext } from '@planweave/core-types';
import { ollama, type InstalledModel, type OllamaModel } from '@planweave/ollama-client';
import { settingsFromEnv } from '@planweave/planner-facade';
import { oneLine } from '../cli/one-line.ts';
import type { Surroundings } from '../cli/surroundings.ts';
import { startStandIn } from './stand-in.ts';

const defaultHost = 'http://127.0.0.1:11434';
const defaultModel = 'phi3:mini';
/** A server that is busy with a model still lists what it has at once. */
const probeMs = 2_000;

/** What the user asked for; both may be left open. */
export interface ServerWish {
  readonly host?: string | undefined;
  readonly model?: string | undefined;
  readonly seed: number;
}

/** The model that will be asked, and why it is this one. */
export interface ChosenServer {
  readonly model: OllamaModel;
  readonly modelName: string;
  readonly host: string;
  /** True when the replies are scripted by the stand-in server. */
  readonly isStandIn: boolean;
  /** One line for the user: why no real model is used, or why this one; `undefined` when there is nothing to say. */
  readonly notice: string | undefined;
  close(): Promise<void>;
}

/**
 * Chooses the server. A host named on the command line is used whatever its state, so that its failure shows. Otherwise
 * the one of the environment, or the default address, is used if it answers and has the model, and if not, the stand-in.
 *
 * @param reply - What the stand-in's "model" writes.
 */
export async function chooseServer(wish: ServerWish, reply: () => string, surroundings: Surroundings): Promise<ChosenServer> {
  const { env, signal } = surroundings;
  const settings = settingsFromEnv(env);
  const host = wish.host ?? settings.host ?? defaultHost;
  const named = wish.model ?? settings.model;
  if (wish.host !== undefined && named !== undefined) return realServer(host, named);
  const { models, problem } = await listInstalled(host, signal);
  if (signal.aborted) throw new CancelledError('connect', signal.reason);
  const writer = models.find(canWrite)?.name;
  if (wish.host !== undefined) return realServer(host, writer ?? defaultModel, writer === undefined ? guess(problem) : undefined);
  const advice = named ?? defaultModel;
  if (problem !== undefined) return standInServer(reply, { why: problem, advice }, surroundings);
  const model = named === undefined ? writer : models.find(({ name }) => isSameModel(name, named))?.name;
  if (model !== undefined) return realServer(host, model);
  const why = `The Ollama server at ${host} has ${named === undefined ? 'no model that writes text' : `no model "${named}"`}.`;
  return standInServer(reply, { why, advice }, surroundings);
}

/** Why a model is asked for that nobody has named. */
function guess(problem: string | undefined): string {
  return `No model was named, and ${problem === undefined ? 'the server has none that writes text' : `the server could not be asked for one (${oneLine(problem)})`}; ${defaultModel} is asked for.`;
}

interface Installed {
  readonly models: readonly InstalledModel[];
  /** Why the list is empty, when the server could not be asked. */
  readonly problem?: string;
}

async function listInstalled(host: string, signal: AbortSignal): Promise<Installed> {
  const model = ollama({ model: defaultModel, host });
  try {
    const models = await model.listModels(createCallContext({ requestId: 'probe', budgetMs: probeMs, signal }));
    return { models };
  } catch (error) {
    return { models: [], problem: asPlanweaveError(error, `The server at ${host}`, 'connect').message };
  } finally {
    await model.close();
  }
}

/** Embedding models are listed like all others; they are told by their family, or their name. */
function canWrite({ name, family }: InstalledModel): boolean {
  return !/bert|embed|minilm|\bbge\b/i.test(`${family} ${name}`);
}

function isSameModel(installed: string, wanted: string): boolean {
  return installed === wanted || installed === `${wanted}:latest`;
}

function realServer(host: string, modelName: string, notice?: string): ChosenServer {
  const model = ollama({ model: modelName, host });
  return { model, modelName, host, isStandIn: false, notice, close: () => model.close() };
}

async function standInServer(reply: () => string, { why, advice }: { readonly why: string; readonly advice: string }, { standInPace }: Surroundings): Promise<ChosenServer> {
  const standIn = await startStandIn(reply, standInPace);
  const model = ollama({ model: standIn.modelName, host: standIn.url });
  return {
    model,
    modelName: standIn.modelName,
    host: standIn.url,
    isStandIn: true,
    notice: `These replies are scripted, not written by a language model; for a real one run "ollama pull ${oneLine(advice)}" and start again. (${oneLine(why)})`,
    async close() {
      await model.close();
      await standIn.stop();
    },
  };
}
