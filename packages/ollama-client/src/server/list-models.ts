import type { CallContext } from '@planweave/core-types';
import { isJsonObject, type HttpCall, type JsonObject } from '@planweave/model-http';
import { ask } from '../call/ask.ts';
import { anyDocument } from '../call/strict-fetch.ts';
import type { OllamaConnection } from '../connection/open-connection.ts';

/** A model that a server has. What the server does not say is `undefined`. */
export interface InstalledModel {
  /** With its tag: `'phi3:latest'`. */
  readonly name: string;
  /** Changes whenever the model behind the name does. */
  readonly digest: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly family: string | undefined;
  /** As people say it: `'3.8B'`. */
  readonly parameterSize: string | undefined;
  /** As people say it: `'Q4_K_M'`. */
  readonly quantization: string | undefined;
}

/** A model that is loaded. */
export interface ResidentModel {
  readonly name: string;
  /** The context window it is loaded with. */
  readonly contextTokens: number | undefined;
}

/** The models that the server has; `model` is only for messages. */
export async function listInstalled(connection: OllamaConnection, model: string, context: CallContext): Promise<readonly InstalledModel[]> {
  const listed = await ask(connection, model, context, anyDocument, async (client, call) => entries(await client.list(), call));
  return listed.map((entry) => {
    const details = isJsonObject(entry['details']) ? entry['details'] : {};
    return Object.freeze({
      name: nameOf(entry),
      digest: text(entry['digest']),
      sizeBytes: number(entry['size']),
      family: text(details['family']),
      parameterSize: text(details['parameter_size']),
      quantization: text(details['quantization_level']),
    });
  });
}

/** The models that are loaded now. The server does not answer while it loads one. */
export async function listResident(connection: OllamaConnection, model: string, context: CallContext): Promise<readonly ResidentModel[]> {
  const listed = await ask(connection, model, context, anyDocument, async (client, call) => entries(await client.ps(), call));
  return listed.map((entry) => Object.freeze({ name: nameOf(entry), contextTokens: number(entry['context_length']) }));
}

function entries(reply: { readonly models?: unknown }, call: HttpCall): readonly JsonObject[] {
  const models = reply.models ?? [];
  if (!Array.isArray(models)) throw call.broken('a list of models that is no list');
  return models.filter((entry): entry is JsonObject => isJsonObject(entry) && nameOf(entry) !== '');
}

function nameOf(entry: JsonObject): string {
  return text(entry['name']) ?? text(entry['model']) ?? '';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
