import { createCallContext, type CallContext, type ChatMessage, type ModelCall } from '@planweave/core-types';
import { replyOf } from '@planweave/model-http';
import type { ChatModel } from './chat/chat-model.ts';
import { streamChat } from './chat/stream-chat.ts';
import { openConnection } from './connection/open-connection.ts';
import type { OllamaModel } from './ollama-model.ts';
import { refuseDrift } from './options/load-options.ts';
import { modelSettings, type ModelSettings } from './options/model-settings.ts';
import type { OllamaHostOptions, OllamaModelOptions } from './options/ollama-options.ts';
import { checkHealth } from './server/health.ts';
import { embedTexts } from './server/embed.ts';
import { listInstalled } from './server/list-models.ts';
import { readModelInfo } from './server/model-info.ts';
import { fullModelName } from './server/model-name.ts';
import { probeModel, type ProbeMemory } from './server/probe.ts';
import { unloadModel, warmUpModel } from './server/warm-up.ts';

/** A server, with the models that one program uses on it. */
export interface OllamaHost {
  /** Scheme, host and port. */
  readonly origin: string;
  /**
   * A model of the server. All models made here share connections, and one model has one set of load options: a second
   * set is refused, because using both would reload the model again and again.
   *
   * @throws `InvalidOptionError`, and `OptionDriftError` for a model that was made here with other load options.
   */
  model(options: OllamaModelOptions): OllamaModel;
  /** Closes the connections, and with them the calls under way. The server can be used again after it. */
  close(): Promise<void>;
}

/**
 * A server for several models, or for several parts of a program that use one. Which load options a model has is kept
 * in this object and nowhere else, so share it where models are shared.
 *
 * @throws `InvalidOptionError`
 *
 * @example
 * ```ts
 * import { ollamaHost, OptionDriftError } from '@planweave/ollama-client';
 *
 * const host = ollamaHost({ host: 'gpu-box' });
 * host.model({ model: 'phi3', contextTokens: 4096 }).id; //=> 'phi3@http://gpu-box:11434'
 *
 * let refused: unknown;
 * try {
 *   host.model({ model: 'phi3:latest', contextTokens: 8192 });
 * } catch (error) {
 *   refused = error;
 * }
 * OptionDriftError.isInstance(refused); //=> true
 * ```
 */
export function ollamaHost(options: OllamaHostOptions = {}): OllamaHost {
  const connection = openConnection(options);
  const used = new Map<string, ModelSettings>();
  const probes: ProbeMemory = new Map();
  return Object.freeze({
    origin: connection.origin,
    model(modelOptions: OllamaModelOptions) {
      const settings = modelSettings(modelOptions, connection.origin);
      const target = { model: settings.model, host: connection.origin };
      const name = fullModelName(settings.model);
      const first = used.get(name) ?? settings;
      refuseDrift(first.load, settings.load, target);
      used.set(name, first);
      return modelOn({ connection, settings, target, speed: { coldMsPerToken: 0 } }, probes);
    },
    close: () => connection.close(),
  });
}

function modelOn(model: ChatModel, probes: ProbeMemory): OllamaModel {
  const { connection, settings } = model;
  return Object.freeze({
    id: `${settings.model}@${connection.url}`,
    stream: (call: ModelCall, context: CallContext) => streamChat(model, call, context),
    generate: (call: ModelCall, context: CallContext) => replyOf(streamChat(model, call, context)),
    health: (context = createCallContext()) => checkHealth(model, context),
    listModels: (context = createCallContext()) => listInstalled(connection, settings.model, context),
    warmUp: (prefix: readonly ChatMessage[] = [], context = createCallContext()) => warmUpModel(model, context, prefix),
    unload: (context = createCallContext()) => unloadModel(model, context),
    modelInfo: (context = createCallContext()) => readModelInfo(model, context),
    probe: (context = createCallContext()) => probeModel(model, context, probes),
    embed: (texts: readonly string[], context = createCallContext()) => embedTexts(model, texts, context),
    close: () => connection.close(),
  });
}
