import type { RunnerOptions } from './runner-options.ts';

/** One load of a model into memory. */
export interface ModelLoad {
  readonly model: string;
  /** When it began, in milliseconds of the server's clock. */
  readonly at: number;
  /** Why: not there, other options (which ones), or a fault asked for it. */
  readonly reason: 'cold' | 'options' | 'forced';
  /** The options that differed. */
  readonly changed: readonly string[];
  /** The options it was loaded with. */
  readonly options: RunnerOptions;
}
