import { ApiError } from '../engine/api-error.ts';
import type { JsonFields } from './json-body.ts';

const optionTypes: Readonly<Record<string, 'integer' | 'float32' | 'boolean' | 'array'>> = {
  num_predict: 'integer',
  num_keep: 'integer',
  temperature: 'float32',
  top_k: 'integer',
  top_p: 'float32',
  min_p: 'float32',
  typical_p: 'float32',
  repeat_last_n: 'integer',
  repeat_penalty: 'float32',
  presence_penalty: 'float32',
  frequency_penalty: 'float32',
  seed: 'integer',
  stop: 'array',
  num_ctx: 'integer',
  num_batch: 'integer',
  num_gpu: 'integer',
  main_gpu: 'integer',
  use_mmap: 'boolean',
  num_thread: 'integer',
  draft_num_predict: 'integer',
};

/**
 * Checks the `options` of a request. Unknown names are accepted and have no effect; `null` counts as left out.
 *
 * @throws {@link ApiError} 500 (not 400: Ollama finds out late) for a value of the wrong type.
 */
export function checkOptionTypes(options: JsonFields): void {
  for (const [name, value] of Object.entries(options)) {
    const type = Object.hasOwn(optionTypes, name) ? optionTypes[name] : undefined;
    if (type === undefined || value === null) continue;
    if (!isOfType(value, type)) throw new ApiError(500, `option "${name}" must be of type ${type}`);
    if (type === 'array' && (value as unknown[]).some((item) => typeof item !== 'string')) {
      throw new ApiError(500, `option "${name}" must be of an array of strings`);
    }
  }
}

function isOfType(value: unknown, type: 'integer' | 'float32' | 'boolean' | 'array'): boolean {
  if (type === 'array') return Array.isArray(value);
  return typeof value === (type === 'boolean' ? 'boolean' : 'number');
}
