import type { Clock } from '@planweave/core-types';
import { ApiError } from '../api-error.ts';
import type { FakeModel } from '../fake-model.ts';
import type { RunnerOptions } from './runner-options.ts';
import { createSemaphore, type Semaphore } from './semaphore.ts';
import { emptySlots, type Slot } from './slots.ts';

/** A model in memory. */
export interface Runner {
  readonly model: FakeModel;
  readonly options: RunnerOptions;
  readonly slots: readonly Slot[];
  readonly places: Semaphore;
  /** How long it stays when idle; the last request that says something about it wins. */
  keepAliveMs: number;
  /** Requests that were given to it, the waiting ones included. */
  users: number;
  /** Since when it has no users. */
  idleSince: number;
  /** Set by a crash: whoever uses it gets this error. */
  failure: ApiError | undefined;
}

/** A model that has just been loaded. */
export function createRunner(model: FakeModel, options: RunnerOptions, slotCount: number, keepAliveMs: number, clock: Clock): Runner {
  return {
    model,
    options,
    slots: emptySlots(slotCount),
    places: createSemaphore(slotCount),
    keepAliveMs,
    users: 0,
    idleSince: clock.now(),
    failure: undefined,
  };
}

/** When it will be unloaded if nothing happens, on the server's clock; `Infinity` while it is in use. */
export function expiryOf(runner: Runner): number {
  return runner.users > 0 ? Infinity : runner.idleSince + runner.keepAliveMs;
}

/** What every request of a crashed runner gets before its first token. */
export function crashError(detail = ''): ApiError {
  const message = 'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details';
  return new ApiError(500, detail === '' ? message : `${message}: ${detail}`);
}
