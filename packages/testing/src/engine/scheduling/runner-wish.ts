import type { ApiError } from '../api-error.ts';
import type { Exchange } from '../exchange.ts';
import type { FakeModel } from '../fake-model.ts';
import type { RunnerOptions } from './runner-options.ts';

/** What a request asks the scheduler for. */
export interface RunnerWish {
  readonly exchange: Exchange;
  readonly model: FakeModel;
  readonly options: RunnerOptions;
  readonly keepAliveMs: number | undefined;
  /** Loads it again even if it is there, in this many milliseconds. */
  readonly reload: { readonly loadMs: number | undefined } | undefined;
  /** Makes the load fail. */
  readonly loadFailure: { readonly error: ApiError; readonly evictsAll: boolean } | undefined;
}
