import { checkCount, checkOption } from '@planweave/core-types';
import type { CallTarget } from '@planweave/model-http';
import { OptionDriftError } from '../errors/option-drift-error.ts';
import type { OllamaLoadOptions } from './ollama-options.ts';

/** Load options under Ollama's own names, as they are sent. Frozen. */
export interface WireLoadOptions {
  readonly num_ctx: number;
  readonly num_batch: number;
  readonly num_gpu?: number;
  readonly main_gpu?: number;
  readonly use_mmap?: boolean;
  readonly num_thread?: number;
}

/** The options that reload a model when they change, under our names and Ollama's. */
export const loadOptionNames: Readonly<Record<keyof OllamaLoadOptions, keyof WireLoadOptions>> = Object.freeze({
  contextTokens: 'num_ctx',
  batchTokens: 'num_batch',
  gpuLayers: 'num_gpu',
  mainGpu: 'main_gpu',
  useMmap: 'use_mmap',
  threads: 'num_thread',
});

/**
 * Checks the load options and gives them as they are sent.
 *
 * @throws `InvalidOptionError`
 */
export function wireLoadOptions(options: OllamaLoadOptions): WireLoadOptions {
  const { contextTokens = 4_096, batchTokens = Math.min(512, contextTokens), gpuLayers, mainGpu, useMmap, threads } = options;
  return Object.freeze({
    num_ctx: checkOption('ollama', 'contextTokens', contextTokens, 'a whole number of at least 4', (given) => Number.isSafeInteger(given) && given >= 4),
    num_batch: checkCount('ollama', 'batchTokens', batchTokens),
    ...(gpuLayers === undefined ? {} : { num_gpu: checkIndex('gpuLayers', gpuLayers) }),
    ...(mainGpu === undefined ? {} : { main_gpu: checkIndex('mainGpu', mainGpu) }),
    ...(useMmap === undefined ? {} : { use_mmap: checkOption('ollama', 'useMmap', useMmap, 'true or false', (given) => typeof given === 'boolean') }),
    ...(threads === undefined ? {} : { num_thread: checkCount('ollama', 'threads', threads) }),
  });
}

function checkIndex(name: keyof OllamaLoadOptions, value: number): number {
  return checkOption('ollama', name, value, 'a whole number of at least 0', (given) => Number.isSafeInteger(given) && given >= 0);
}

/** Refuses a second set of load options for a model that differs from the first. */
export function refuseDrift(fixed: WireLoadOptions, wanted: WireLoadOptions, target: CallTarget): void {
  for (const [option, wire] of Object.entries(loadOptionNames)) {
    if (fixed[wire] !== wanted[wire]) throw new OptionDriftError({ ...target, option, fixed: fixed[wire], wanted: wanted[wire] });
  }
}
