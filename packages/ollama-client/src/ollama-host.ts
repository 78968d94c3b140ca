import { checkCount, checkDuration, checkOption, createCallContext, InvalidOptionError, type CallContext, type ModelCall } from '@planweave/core-types';
import type { Connection } from './call/connection.ts';
import { ownFetch } from './call/own-fetch.ts';
import type { ChatModel } from './chat/chat-model.ts';
import type { OllamaReply } from './chat/ollama-reply.ts';
import { streamChat } from './chat/stream-chat.ts';
import type { OllamaModel } from './ollama-model.ts';
import { readBaseUrl } from './options/base-url.ts';
import { refuseDrift } from './options/load-options.ts';
import { modelSettings, type ModelSettings } from './options/model-settings.ts';
import type { OllamaHostOptions, OllamaModelOptions } from './options/ollama-options.ts';
import { checkHealth } from './server/health.ts';
import { listInstalled } from './server/list-models.ts';
import { fullModelName } from './server/model-name.ts';

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
  const { connection, close } = openConnection(options);
  const used = new Map<string, ModelSettings>();
  return Object.freeze({
    origin: connection.base.origin,
    model(modelOptions: OllamaModelOptions) {
      const settings = modelSettings(modelOptions, connection.base.origin);
      const target = { model: settings.model, host: connection.base.origin };
      const name = fullModelName(settings.model);
      const first = used.get(name) ?? settings;
      refuseDrift(first.load, settings.load, target);
      used.set(name, first);
      return modelOn({ connection, settings, target, speed: { coldMsPerToken: 0 } }, close);
    },
    close,
  });
}

function modelOn(model: ChatModel, close: () => Promise<void>): OllamaModel {
  const { connection, settings } = model;
  return Object.freeze({
    id: `${settings.model}@${connection.base.url}`,
    stream: (call: ModelCall, context: CallContext) => streamChat(model, call, context),
    generate: (call: ModelCall, context: CallContext) => wholeReply(model, call, context),
    health: (context = createCallContext()) => checkHealth(model, context),
    listModels: (context = createCallContext()) => listInstalled(connection, settings.model, context),
    close,
  });
}

async function wholeReply(model: ChatModel, call: ModelCall, context: CallContext): Promise<OllamaReply> {
  let reply: OllamaReply | undefined;
  for await (const chunk of streamChat(model, call, context)) {
    if (chunk.kind === 'end') reply = chunk.reply;
  }
  // a stream that ends without its end has thrown
  return reply as OllamaReply;
}

function openConnection(options: OllamaHostOptions): { connection: Connection; close: () => Promise<void> } {
  const { host = '', apiKey, headers = {}, connectTimeoutMs = 5_000, firstTokenMs = 600_000, idleMs = 60_000, maxReplyBytes = 8 * 1024 * 1024 } = options;
  const own = options.fetch === undefined ? ownFetch(checkDuration('ollama', 'connectTimeoutMs', connectTimeoutMs)) : undefined;
  const all = { ...lowerCased(headers), ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) };
  for (const [name, value] of Object.entries(all)) checkHeader(name, value);
  const connection = {
    base: readBaseUrl(host === '' ? 'http://127.0.0.1:11434' : host),
    headers: Object.freeze(all),
    secrets: Object.freeze([...Object.values(headers), ...(apiKey === undefined ? [] : [apiKey])].filter((secret) => secret !== '')),
    fetch: options.fetch ?? own?.fetch ?? globalThis.fetch,
    firstTokenMs: checkLimit('firstTokenMs', firstTokenMs),
    idleMs: checkLimit('idleMs', idleMs),
    maxReplyBytes: checkCount('ollama', 'maxReplyBytes', maxReplyBytes),
  };
  return { connection: Object.freeze(connection), close: async () => own?.close() };
}

function checkLimit(name: string, value: number): number {
  return checkOption('ollama', name, value, 'a number of milliseconds above 0', (given) => given > 0);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A value that `fetch` would refuse is refused here: its own error would quote it. */
function checkHeader(name: string, value: unknown): void {
  if (typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value) && /^[\w!#$%&'*+.^`|~-]+$/.test(name)) return;
  const option = name === 'authorization' ? 'apiKey' : 'headers';
  throw new InvalidOptionError({ owner: 'ollama', name: option, expectation: 'text that a header can carry, without line breaks', value: 'something else (not shown, as it may be a key)' });
}
