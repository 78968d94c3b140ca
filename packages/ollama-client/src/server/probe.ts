import { InvalidOutputError, ModelNotFoundError, OutputTruncatedError, type CallContext, type JsonSchema } from '@planweave/core-types';
import { replyOf } from '@planweave/model-http';
import type { ChatModel } from '../chat/chat-model.ts';
import type { OllamaReply } from '../chat/ollama-reply.ts';
import { streamChat } from '../chat/stream-chat.ts';
import { notInstalled } from '../errors/not-installed.ts';
import { listInstalled } from './list-models.ts';
import { readModelInfo } from './model-info.ts';
import { fullModelName } from './model-name.ts';

/** What a model turned out to do, which no description of it says. */
export interface OllamaProbe {
  /** Which version of the model was tried; `undefined` when the server does not say, and then nothing is remembered. */
  readonly digest: string | undefined;
  /** Whether a JSON Schema is obeyed; some models and servers ignore it without a word. */
  readonly followsSchema: boolean;
  /** The same while the model thinks; `undefined` when it does not think, or thought for too long to tell. */
  readonly followsSchemaWhileThinking: boolean | undefined;
  /** How fast it writes; 0 when the server does not say. */
  readonly tokensPerSecond: number;
  /** How fast it reads a prompt; 0 when the server does not say. */
  readonly promptTokensPerSecond: number;
}

/** What was found out before, by the digest of the model. */
export type ProbeMemory = Map<string, OllamaProbe>;

/**
 * Asks for small talk under a schema that allows one answer only, which nobody would give by chance: an answer that
 * follows the schema shows that it is enforced.
 */
export async function probeModel(model: ChatModel, context: CallContext, memory: ProbeMemory): Promise<OllamaProbe> {
  const { connection, settings, target } = model;
  const name = fullModelName(settings.model);
  const installed = (await listInstalled(connection, settings.model, context)).find((entry) => fullModelName(entry.name) === name);
  if (installed === undefined) throw new ModelNotFoundError({ ...target, message: notInstalled(target) });
  const known = installed.digest === undefined ? undefined : memory.get(installed.digest);
  if (known !== undefined) return known;

  const { capabilities } = await readModelInfo(model, context);
  const plain = await attempt(model, context, false);
  const thinking = capabilities?.includes('thinking') === true ? await attempt(model, context, true) : undefined;
  const { promptTokens } = plain.reply?.usage ?? { promptTokens: 0 };
  const prefillMs = plain.reply?.timings.prefillMs ?? 0;
  const probe = Object.freeze({
    digest: installed.digest,
    followsSchema: plain.follows === true,
    followsSchemaWhileThinking: thinking?.follows,
    tokensPerSecond: plain.reply?.ollama.tokensPerSecond ?? 0,
    promptTokensPerSecond: prefillMs > 0 ? promptTokens / (prefillMs / 1_000) : 0,
  });
  // one empty answer may be an accident
  if (installed.digest !== undefined && plain.reply !== undefined) memory.set(installed.digest, probe);
  return probe;
}

interface Attempt {
  /** `undefined` when it cannot be told. */
  readonly follows: boolean | undefined;
  readonly reply?: OllamaReply;
}

const schema: JsonSchema = {
  type: 'object',
  properties: { colour: { const: 'teal' }, count: { const: 41 } },
  required: ['colour', 'count'],
  additionalProperties: false,
};

async function attempt(model: ChatModel, context: CallContext, think: boolean): Promise<Attempt> {
  const maxTokens = Math.min(think ? 1_024 : 64, model.settings.load.num_ctx - 1);
  const messages = [{ role: 'user', content: 'How are you today? Answer in one short sentence.' }] as const;
  try {
    const reply = await replyOf(streamChat(model, { messages, schema, think, sampling: { temperature: 0, maxTokens } }, context));
    const isCutOff = reply.finishReason === 'length';
    return { follows: followsSchema(reply.text) || (think && isCutOff ? undefined : false), reply };
  } catch (thrown) {
    // an answer that is empty, or that never ends, is one that does not follow the schema
    if (InvalidOutputError.isInstance(thrown)) return { follows: false };
    if (OutputTruncatedError.isInstance(thrown)) return { follows: think ? undefined : false };
    throw thrown;
  }
}

function followsSchema(text: string): boolean {
  try {
    const { colour, count, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return colour === 'teal' && count === 41 && Object.keys(rest).length === 0;
  } catch {
    return false;
  }
}
