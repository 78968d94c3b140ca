import { deepFreeze } from '@planweave/core-types';
import type { OllamaModelOptions } from './ollama-options.ts';

/**
 * Options for models that are known to write plans, to be spread into `ollama` or `host.model`, with your own beside
 * them. Three share a model: `phi3Mini` with `phi3Game`, and `qwen3Fast` with `qwen3Strategic`. Their context windows
 * differ, so that a program that uses both of a pair on one server must settle on one `contextTokens`.
 *
 * | preset | model | for | context | reply | temperature |
 * |---|---|---|---|---|---|
 * | `phi3Medium` | `phi3:medium`, 14 B | the best plans of the family, slowly | 4096 | 256 | 0.5 |
 * | `phi3Game` | `phi3:3.8b` | short plans in a running game | 2048 | 128 | 0.5 |
 * | `phi3Mini` | `phi3:3.8b` | longer plans of the small model | 4096 | 512 | 0.7 |
 * | `qwen3Fast` | `qwen3:8b` | one to three steps, no thinking, kept loaded | 8192 | 128 | 0.5 |
 * | `qwen3Strategic` | `qwen3:8b` | up to eight steps, thinks first | 32768 | 1024 | 0.6 |
 * | `hermes` | Nous Hermes 2 Pro, 7 B | long prompts with many tools | 8192 | 512 | 0.5 |
 *
 * @example
 * ```ts
 * import { ollama, ollamaPresets } from '@planweave/ollama-client';
 *
 * ollama({ ...ollamaPresets.phi3Game, host: 'gpu-box' }).id; //=> 'phi3:3.8b@http://gpu-box:11434'
 * ```
 */
export const ollamaPresets = deepFreeze({
  phi3Medium: {
    model: 'phi3:medium',
    contextTokens: 4_096,
    sampling: { temperature: 0.5, topP: 0.9, topK: 40, maxTokens: 256 },
    repeatPenalty: 1.1,
  },
  phi3Game: {
    model: 'phi3:3.8b',
    contextTokens: 2_048,
    sampling: { temperature: 0.5, topP: 0.9, topK: 40, maxTokens: 128 },
    repeatPenalty: 1.1,
  },
  phi3Mini: {
    model: 'phi3:3.8b',
    contextTokens: 4_096,
    sampling: { temperature: 0.7, topP: 0.9, topK: 40, maxTokens: 512 },
  },
  qwen3Fast: {
    model: 'qwen3:8b',
    contextTokens: 8_192,
    batchTokens: 1_024,
    useMmap: true,
    keepAliveSeconds: -1,
    think: false,
    sampling: { temperature: 0.5, topP: 0.8, topK: 20, maxTokens: 128 },
  },
  qwen3Strategic: {
    model: 'qwen3:8b',
    contextTokens: 32_768,
    batchTokens: 1_024,
    useMmap: true,
    keepAliveSeconds: -1,
    think: true,
    sampling: { temperature: 0.6, topP: 0.95, topK: 20, maxTokens: 1_024 },
    repeatPenalty: 1.05,
  },
  hermes: {
    model: 'adrienbrault/nous-hermes2pro:Q4_K_M',
    contextTokens: 8_192,
    sampling: { temperature: 0.5, topP: 0.9, topK: 40, maxTokens: 512 },
    repeatPenalty: 1.15,
  },
} satisfies Record<string, OllamaModelOptions>);
