/** A server that speaks the OpenAI protocol in its own way. */
export type DialectName = 'openai' | 'ollama' | 'llama.cpp' | 'vllm' | 'lm-studio';

/** How a server asks for replies of a given form, from the strictest to none. */
export type FormMode = 'json_schema' | 'json_object' | 'none';

/** What is different from server to server. */
export interface Dialect {
  /** Where such a server is when nothing is said. */
  readonly baseUrl: string;
  /** The field that bounds the length of a reply. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Fields that turn thinking on or off; none for a server that has no such switch. */
  thinking(isOn: boolean): Readonly<Record<string, unknown>>;
  /** True when `top_k` means something to it. */
  readonly hasTopK: boolean;
  /** True when it answers under any name with the one model that it has. */
  readonly ignoresModelName: boolean;
  /** A path beside `/v1`, or below a base URL that ends otherwise, that answers 200 as soon as the model can, for servers that list it earlier. */
  readonly healthPath?: string;
  /** What to ask for a reply that must follow a schema, best first. */
  readonly forms: readonly FormMode[];
  /** How to start it, for the message when it is not there. */
  readonly advice: string;
}

const templateSwitch = (isOn: boolean) => ({ chat_template_kwargs: { enable_thinking: isOn } });
const noSwitch = () => ({});

/**
 * The differences, from the documentation of each server.
 *
 * @example
 * ```ts
 * import { dialects } from '@planweave/openai-client';
 *
 * dialects.vllm.baseUrl; //=> 'http://127.0.0.1:8000/v1'
 * dialects.ollama.thinking(false); //=> { reasoning_effort: 'none' }
 * ```
 */
export const dialects: Readonly<Record<DialectName, Dialect>> = Object.freeze({
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    maxTokensField: 'max_completion_tokens',
    thinking: noSwitch,
    hasTopK: false,
    ignoresModelName: false,
    forms: ['json_schema', 'json_object', 'none'],
    advice: 'check the network',
  },
  ollama: {
    baseUrl: 'http://127.0.0.1:11434/v1',
    maxTokensField: 'max_tokens',
    thinking: (isOn) => (isOn ? {} : { reasoning_effort: 'none' }),
    hasTopK: false,
    ignoresModelName: false,
    forms: ['json_schema', 'json_object', 'none'],
    advice: 'start it with: ollama serve',
  },
  'llama.cpp': {
    baseUrl: 'http://127.0.0.1:8080/v1',
    maxTokensField: 'max_tokens',
    thinking: templateSwitch,
    hasTopK: true,
    ignoresModelName: true,
    healthPath: '/health',
    forms: ['json_schema', 'json_object', 'none'],
    advice: 'start it with: llama-server -m model.gguf',
  },
  vllm: {
    baseUrl: 'http://127.0.0.1:8000/v1',
    maxTokensField: 'max_tokens',
    thinking: templateSwitch,
    hasTopK: true,
    ignoresModelName: false,
    healthPath: '/health',
    forms: ['json_schema', 'json_object', 'none'],
    advice: 'start it with: vllm serve <model>',
  },
  'lm-studio': {
    baseUrl: 'http://127.0.0.1:1234/v1',
    maxTokensField: 'max_tokens',
    thinking: noSwitch,
    hasTopK: true,
    ignoresModelName: false,
    // it answers 400 to json_object
    forms: ['json_schema', 'none'],
    advice: 'start its server with: lms server start',
  },
} satisfies Record<DialectName, Dialect>);
