import { CancelledError, sleep, type Clock } from '@planweave/core-types';
import { ApiError } from '../api-error.ts';
import type { FakeModel } from '../fake-model.ts';
import type { FakeSpeed } from '../fake-speed.ts';
import type { ModelLoad } from './model-load.ts';
import { createNotice } from './notice.ts';
import { createRunner, crashError, expiryOf, type Runner } from './runner.ts';
import { differences } from './runner-options.ts';
import type { RunnerWish } from './runner-wish.ts';

/** Decides which models are in memory and who may use them. */
export interface Scheduler {
  /**
   * A loaded model for a request. One that is loaded with fitting options is given at once, past the queue; otherwise the
   * request joins the queue of loads, which is worked off one by one. The request's end gives the model back.
   *
   * @throws `ApiError` 503 when the queue is full; `CancelledError` when the client goes away.
   */
  assign(wish: RunnerWish): Promise<Runner>;
  /** What is in memory, the one that stays longest first. Waits while a model is being loaded, as the real one does. */
  resident(): Promise<readonly Runner[]>;
  /** Unloads a model as soon as it is idle. */
  unload(model: FakeModel): void;
  /** Takes a model out of memory at once; whoever uses it fails. */
  crash(runner: Runner): void;
  /** Empties the memory, so that nothing waits for anything any more. */
  close(): void;
  /** Every load so far. */
  readonly loads: readonly ModelLoad[];
}

interface Pending {
  readonly wish: RunnerWish;
  resolve(runner: Runner): void;
  reject(error: unknown): void;
}

/** Two blanks, as in the original. */
export const busyMessage = 'server busy, please try again.  maximum pending requests exceeded';

/** A scheduler with nothing in memory. */
export function createScheduler(clock: Clock, speed: FakeSpeed): Scheduler {
  const runners = new Map<string, Runner>();
  const loads: ModelLoad[] = [];
  const pending: Pending[] = [];
  const changed = createNotice();
  let isDraining = false;
  let loading: { readonly wish: RunnerWish; readonly waiters: (() => void)[] } | undefined;

  const remove = (runner: Runner) => {
    if (runners.get(runner.model.name) === runner) runners.delete(runner.model.name);
    changed.notify();
  };
  const removeExpired = () => {
    for (const runner of runners.values()) if (expiryOf(runner) <= clock.now()) remove(runner);
  };

  const take = (runner: Runner, { exchange, keepAliveMs }: RunnerWish): Runner => {
    if (keepAliveMs !== undefined) runner.keepAliveMs = keepAliveMs;
    runner.users += 1;
    exchange.onEnd(() => {
      runner.users -= 1;
      runner.idleSince = clock.now();
      changed.notify();
    });
    return runner;
  };

  const enqueue = (wish: RunnerWish): Promise<Runner> => {
    if (pending.length >= speed.maxQueue) throw new ApiError(503, busyMessage);
    return new Promise((resolve, reject) => {
      // a cancelled request keeps its place in the queue until it is reached; only its client is told at once
      wish.exchange.signal.addEventListener('abort', () => reject(new CancelledError('queue')), { once: true });
      pending.push({ wish, resolve, reject });
      void drain();
    });
  };

  const drain = async () => {
    if (isDraining) return;
    isDraining = true;
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      if (next.wish.exchange.signal.aborted) continue;
      try {
        next.resolve(await makeReady(next.wish));
      } catch (error) {
        next.reject(error);
      }
      // after the one that asked for the load, so that everybody gets a slot in the order of arrival
      const waiters = loading?.waiters ?? [];
      loading = undefined;
      for (const wake of waiters) wake();
    }
    isDraining = false;
  };

  const makeReady = async (wish: RunnerWish): Promise<Runner> => {
    removeExpired();
    const current = runners.get(wish.model.name);
    if (current !== undefined && fits(current, wish) && wish.reload === undefined) return take(current, wish);
    if (current !== undefined) await removeWhenIdle(current);
    while (runners.size >= speed.maxLoadedModels) await removeWhenIdle(victimOf([...runners.values()]));
    return load(wish, current);
  };

  const load = async (wish: RunnerWish, before: Runner | undefined): Promise<Runner> => {
    const { exchange, model, options } = wish;
    const differing = before === undefined ? [] : differences(before.options, options);
    const reason = before === undefined ? 'cold' : differing.length > 0 ? 'options' : 'forced';
    loads.push({ model: model.name, at: clock.now(), reason, changed: differing, options });
    exchange.enter('load');
    const loadMs = wish.reload?.loadMs ?? model.speed.loadMs ?? speed.loadMs;
    // the load ends with the client that asked for it
    loading = { wish, waiters: [] };
    if (loadMs > 0) await sleep(clock, loadMs, exchange.signal);
    if (wish.loadFailure !== undefined) {
      if (wish.loadFailure.evictsAll) for (const runner of runners.values()) crash(runner);
      throw wish.loadFailure.error;
    }
    const slotCount = model.capabilities.includes('embedding') ? 1 : speed.slots;
    const runner = createRunner(model, options, slotCount, wish.keepAliveMs ?? speed.keepAliveMs, clock);
    runners.set(model.name, runner);
    return take(runner, wish);
  };

  const removeWhenIdle = async (runner: Runner) => {
    runner.keepAliveMs = 0;
    for (;;) {
      removeExpired();
      if (runners.get(runner.model.name) !== runner) return;
      await changed.wait(clock, expiryOf(runner));
    }
  };

  const isBeingLoaded = (wish: RunnerWish) => loading?.wish.model === wish.model && differences(loading.wish.options, wish.options).length === 0;
  const loadingOver = () =>
    new Promise<void>((resolve) => {
      if (loading === undefined) resolve();
      else loading.waiters.push(resolve);
    });

  const crash = (runner: Runner) => {
    runner.failure = crashError();
    runner.places.rejectAll(runner.failure);
    remove(runner);
  };

  return {
    loads,
    crash,
    async assign(wish) {
      // blocks on the loading model itself, outside the queue; when that load is given up, it asks again
      while (isBeingLoaded(wish) && wish.reload === undefined) {
        wish.exchange.enter('queue');
        await loadingOver();
        if (wish.exchange.signal.aborted) throw new CancelledError('queue');
      }
      removeExpired();
      const runner = runners.get(wish.model.name);
      if (runner !== undefined && fits(runner, wish) && wish.reload === undefined) return take(runner, wish);
      wish.exchange.enter('queue');
      return await enqueue(wish);
    },
    async resident() {
      await loadingOver();
      removeExpired();
      return [...runners.values()].toSorted((a, b) => expiryOf(b) - expiryOf(a));
    },
    unload(model) {
      const runner = runners.get(model.name);
      if (runner !== undefined) runner.keepAliveMs = 0;
      removeExpired();
    },
    close() {
      runners.clear();
      changed.notify();
    },
  };
}

function fits(runner: Runner, wish: RunnerWish): boolean {
  return differences(runner.options, wish.options).length === 0;
}

/** An idle model with the shortest keep-alive; when all are busy, the one with the shortest keep-alive. */
function victimOf(runners: readonly Runner[]): Runner {
  const byKeepAlive = runners.toSorted((a, b) => a.keepAliveMs - b.keepAliveMs);
  return byKeepAlive.find((runner) => runner.users === 0) ?? (byKeepAlive[0] as Runner);
}
