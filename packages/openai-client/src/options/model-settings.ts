import { checkOneOf, type Sampling } from '@planweave/core-types';
import { checkModelName, checkRunaway, checkSampling, type RunawayLimits } from '@planweave/model-http';
import { readBaseUrl, type BaseUrl } from '../connection/base-url.ts';
import { dialects, type Dialect, type FormMode } from './dialect.ts';
import type { OpenAiOptions } from './openai-options.ts';

/** The options of a model, checked and with their defaults. Frozen. */
export interface ModelSettings {
  readonly model: string;
  readonly dialect: Dialect;
  readonly base: BaseUrl;
  readonly sampling: Sampling;
  readonly think: boolean;
  readonly form: FormMode;
  readonly truncatedReply: 'return' | 'throw';
  readonly runaway: RunawayLimits;
}

/**
 * Checks the options of a model.
 *
 * @throws `InvalidOptionError`
 */
export function modelSettings(options: OpenAiOptions): ModelSettings {
  const { model, dialect: dialectName = 'openai', sampling = {}, think = false, form = 'json_schema', truncatedReply = 'return', runaway = {} } = options;
  const dialect = dialects[checkOneOf(owner, 'dialect', dialectName, ['openai', 'ollama', 'llama.cpp', 'vllm', 'lm-studio'])];
  checkSampling(owner, sampling);
  return Object.freeze({
    model: checkModelName(owner, model),
    dialect,
    base: readBaseUrl(options.baseUrl ?? dialect.baseUrl),
    sampling: Object.freeze({ ...sampling }),
    think: checkOneOf(owner, 'think', think, [true, false]),
    form: checkOneOf(owner, 'form', form, ['json_schema', 'json_object', 'none']),
    truncatedReply: checkOneOf(owner, 'truncatedReply', truncatedReply, ['return', 'throw']),
    runaway: checkRunaway(owner, runaway),
  });
}

const owner = 'openAiCompatible';
