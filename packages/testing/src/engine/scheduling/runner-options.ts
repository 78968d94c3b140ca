import type { FakeModel } from '../fake-model.ts';

/** What is fixed while a model is loaded: a request with other values reloads it. */
export interface RunnerOptions {
  /** The context window, in tokens: at least 4, at most what the model was trained with. @default 4096 */
  readonly num_ctx: number;
  /** Tokens of the prompt that are read at once. @default 512 */
  readonly num_batch: number;
  /** -1: as many layers as fit, which never causes a reload. */
  readonly num_gpu: number;
  /** Which graphics card does the small work. @default 0 */
  readonly main_gpu: number;
  /** Whether the weights are mapped rather than read. @default true */
  readonly use_mmap: boolean;
  /** Threads on the processor; 0 lets the server choose. @default 0 */
  readonly num_thread: number;
  /** Tokens that a draft model writes ahead. @default 0 */
  readonly draft_num_predict: number;
  /** Whether old tokens make room for new ones when the context is full. */
  readonly shift: boolean;
}

const defaults: RunnerOptions = {
  num_ctx: 4096,
  num_batch: 512,
  num_gpu: -1,
  main_gpu: 0,
  use_mmap: true,
  num_thread: 0,
  draft_num_predict: 0,
  shift: true,
};

/** The options that a request asks for, with the server's defaults for the others. */
export function runnerOptions(options: Readonly<Record<string, unknown>>, shift: boolean | undefined, model: FakeModel): RunnerOptions {
  const asked = { ...defaults, shift: shift ?? defaults.shift };
  for (const name of Object.keys(defaults) as (keyof RunnerOptions)[]) {
    const value = options[name];
    if (typeof value === typeof defaults[name]) Object.assign(asked, { [name]: typeof value === 'number' ? Math.trunc(value) : value });
  }
  return { ...asked, num_ctx: Math.min(Math.max(4, asked.num_ctx), model.contextTokens) };
}

/** Why a loaded model cannot serve a request: the options that differ. Empty when it can. */
export function differences(loaded: RunnerOptions, asked: RunnerOptions): (keyof RunnerOptions)[] {
  return (Object.keys(defaults) as (keyof RunnerOptions)[]).filter((name) => loaded[name] !== asked[name] && !(name === 'num_gpu' && asked.num_gpu === -1));
}
