import { ApiError, nestedError } from '../engine/api-error.ts';
import type { FakeModel } from '../engine/fake-model.ts';
import type { FakeMessage, FakeRequest } from '../engine/generation/fake-reply.ts';
import { tokensOf } from '../engine/tokens.ts';

/** What decides how much of a prompt the model sees. */
export interface ContextWindow {
  readonly contextTokens: number;
  /** How many tokens stay at the beginning when the middle is cut out (`num_keep`). */
  readonly keepTokens: number;
  readonly truncate: boolean;
  readonly shift: boolean;
}

/**
 * The tokens of a request that reach the model. A chat first loses its oldest messages, never the system messages and
 * never the last one; what is then still too long is cut silently, or refused, depending on the model's path.
 *
 * @throws {@link ApiError} 400 for a prompt that is too long and may not be cut.
 */
export function fitPrompt(request: FakeRequest, head: string, model: FakeModel, window: ContextWindow): string[] {
  const headTokens = tokensOf(head);
  if (request.messages.length === 0) return cutPrompt([...headTokens, ...tokensOf(request.prompt)], model, window);
  const blocks = request.messages.map((message) => ({ message, tokens: messageTokens(message) }));
  const length = () => blocks.reduce((sum, block) => sum + block.tokens.length, headTokens.length + 1);
  while (window.truncate && length() > window.contextTokens) {
    const oldest = blocks.findIndex(({ message }, index) => message.role !== 'system' && index < blocks.length - 1);
    if (oldest === -1) break;
    blocks.splice(oldest, 1);
  }
  return cutPrompt([...headTokens, ...blocks.flatMap(({ tokens }) => tokens), '<|assistant|>'], model, window);
}

function messageTokens({ role, content }: FakeMessage): string[] {
  return [`<|${role}|>`, ...tokensOf(content), '<|end|>'];
}

function cutPrompt(tokens: string[], model: FakeModel, { contextTokens, keepTokens, truncate, shift }: ContextWindow): string[] {
  if (tokens.length <= contextTokens) return tokens;
  if (model.path === 'native') {
    const message = `request (${tokens.length} tokens) exceeds the available context size (${contextTokens} tokens), try increasing it`;
    throw nestedError(400, 'exceed_context_size_error', message, { n_prompt_tokens: tokens.length, n_ctx: contextTokens });
  }
  if (!truncate) {
    throw new ApiError(400, 'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length');
  }
  const keep = Math.min(keepTokens, contextTokens);
  const total = shift ? contextTokens - Math.floor((contextTokens - keep) / 2) : contextTokens;
  return [...tokens.slice(0, keep), ...tokens.slice(tokens.length - (total - keep))];
}
