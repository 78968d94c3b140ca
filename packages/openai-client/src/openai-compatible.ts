import { createCallContext, type CallContext, type ModelCall } from '@planweave/core-types';
import { openConnection, replyOf } from '@planweave/model-http';
import type { ChatModel } from './chat/chat-model.ts';
import { streamChat } from './chat/stream-chat.ts';
import { openAiProfile } from './connection/openai-profile.ts';
import type { OpenAiModel } from './openai-model.ts';
import { learnLimits } from './options/learned-limits.ts';
import { modelSettings } from './options/model-settings.ts';
import type { OpenAiOptions } from './options/openai-options.ts';
import { embedTexts } from './server/embed.ts';
import { checkHealth } from './server/health.ts';
import { listOffered } from './server/list-models.ts';

/**
 * One model on one server that speaks the OpenAI protocol: OpenAI itself, vLLM, llama.cpp's server, LM Studio, or
 * Ollama's own `/v1`. What a server refuses (a form of reply, a field) is learned from its first refusal and left out from
 * then on.
 *
 * @throws `InvalidOptionError`
 *
 * @example
 * ```ts
 * import { openAiCompatible } from '@planweave/openai-client';
 *
 * const model = openAiCompatible({ dialect: 'llama.cpp', model: 'phi3' });
 * model.id; //=> 'phi3@http://127.0.0.1:8080/v1'
 * ```
 */
export function openAiCompatible(options: OpenAiOptions): OpenAiModel {
  const settings = modelSettings(options);
  const { origin, url } = settings.base;
  const connection = openConnection(openAiProfile(settings.dialect), origin, options);
  const model: ChatModel = {
    connection,
    settings,
    target: { model: settings.model, host: origin },
    learned: learnLimits(settings.dialect, settings.form),
  };
  return Object.freeze({
    id: `${settings.model}@${url}`,
    stream: (call: ModelCall, context: CallContext) => streamChat(model, call, context),
    generate: (call: ModelCall, context: CallContext) => replyOf(streamChat(model, call, context)),
    health: (context = createCallContext()) => checkHealth(model, context),
    listModels: (context = createCallContext()) => listOffered(model, context),
    embed: (texts: readonly string[], context = createCallContext()) => embedTexts(model, texts, context),
    close: () => connection.close(),
  });
}
