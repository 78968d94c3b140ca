import { ollamaHost } from './ollama-host.ts';
import type { OllamaModel } from './ollama-model.ts';
import type { OllamaOptions } from './options/ollama-options.ts';

/**
 * One model on one Ollama server. For several models on a server, or one model in several parts of a program, share an
 * `ollamaHost` instead: it sees to it that they do not reload a model over one another.
 *
 * @throws `InvalidOptionError`
 *
 * @example
 * ```ts
 * import { ollama } from '@planweave/ollama-client';
 *
 * const model = ollama({ model: 'phi3:mini', contextTokens: 2048, sampling: { maxTokens: 128 } });
 * model.id; //=> 'phi3:mini@http://127.0.0.1:11434'
 * ```
 */
export function ollama(options: OllamaOptions): OllamaModel {
  return ollamaHost(options).model(options);
}
