import { BadRequestError, type JsonSchema, type ModelCall } from '@planweave/core-types';
import { checkSampling, type CallTarget } from '@planweave/model-http';
import type { LearnedLimits } from '../options/learned-limits.ts';
import type { ModelSettings } from '../options/model-settings.ts';

/**
 * The body of `/v1/chat/completions` for a call, with what the server is known to accept by now.
 *
 * @throws `BadRequestError` without messages, `InvalidOptionError` for wrong sampling.
 */
export function chatRequest(call: ModelCall, settings: ModelSettings, learned: LearnedLimits, target: CallTarget): Record<string, unknown> {
  if (call.messages.length === 0) throw new BadRequestError({ ...target, message: `Model "${target.model}" was called without messages; give some` });
  const { temperature, topP, topK, seed, maxTokens } = checkSampling('openAiCompatible', settings.sampling, call.sampling ?? {});
  const { dialect } = settings;
  const all = {
    model: settings.model,
    messages: call.messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    temperature,
    top_p: topP,
    ...(dialect.hasTopK ? { top_k: topK } : {}),
    seed,
    [learned.maxTokensField()]: maxTokens,
    ...dialect.thinking(call.think ?? settings.think),
    ...(call.schema === undefined ? {} : responseFormat(call.schema, learned)),
  };
  return Object.fromEntries(Object.entries(all).filter(([field]) => learned.accepts(field)));
}

function responseFormat(schema: JsonSchema, learned: LearnedLimits): Record<string, unknown> {
  switch (learned.form()) {
    case 'json_schema':
      return { response_format: { type: 'json_schema', json_schema: { name: 'reply', strict: isStrict(schema), schema } } };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    default:
      return {};
  }
}

/** OpenAI's strict mode wants every object closed and every property required; servers that do not know `strict` ignore it. */
function isStrict(schema: JsonSchema): boolean {
  const { type, properties, required = [], items, prefixItems = [], anyOf = [], additionalProperties } = schema;
  const isObject = type === 'object' || properties !== undefined || additionalProperties !== undefined;
  const isClosed = additionalProperties === false && Object.keys(properties ?? {}).every((name) => required.includes(name));
  const parts = [...Object.values(properties ?? {}), ...prefixItems, ...anyOf, ...(items === undefined ? [] : [items])];
  return (!isObject || isClosed) && parts.every((part) => isStrict(part));
}
