import { BadRequestError, type ModelCall } from '@planweave/core-types';
import type { CallTarget } from '@planweave/model-http';
import type { ChatRequest, Options } from 'ollama';
import { wireSampling } from '../options/sampling-options.ts';
import type { ModelSettings } from '../options/model-settings.ts';

/** A request for `/api/chat`; the package's own type lacks `truncate`, but it sends what it is given. */
export interface WireChatRequest extends ChatRequest {
  /** Never: an over-long prompt must be an error, not a prompt without its beginning. */
  truncate: false;
}

/**
 * The request for a call. Everything that the server could choose otherwise is said: how tokens are drawn, how many at
 * most, the context window, no thinking, no cutting of the prompt.
 *
 * @throws `BadRequestError` without messages, which Ollama would take for "only load the model".
 */
export function chatRequest(call: ModelCall, settings: ModelSettings, target: CallTarget): WireChatRequest {
  if (call.messages.length === 0) {
    throw new BadRequestError({ ...target, message: `Model "${target.model}" was called without messages; give some, or call warmUp() to load it` });
  }
  return {
    model: settings.model,
    // copies, because the package writes to what it is given
    messages: call.messages.map(({ role, content }) => ({ role, content })),
    think: call.think === undefined ? settings.think : call.think && (settings.think || true),
    truncate: false,
    options: wireOptions(call, settings, target),
    ...(call.schema === undefined ? {} : { format: call.schema }),
  };
}

function wireOptions(call: ModelCall, settings: ModelSettings, target: CallTarget): Partial<Options> {
  const { load, sampling, repeatPenalty } = settings;
  return { ...load, ...wireSampling(load, target, sampling, call.sampling ?? {}), ...(repeatPenalty === undefined ? {} : { repeat_penalty: repeatPenalty }) };
}
