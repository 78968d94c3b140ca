import { checkCount, checkDuration, checkOption } from '@planweave/core-types';

/** How fast the fake server works and how much it takes on. */
export interface FakeSpeed {
  /** How long a cold load takes, in milliseconds. @default 0 */
  readonly loadMs: number;
  /** How fast it reads the part of a prompt that no slot remembers. @default Infinity */
  readonly prefillTokensPerSecond: number;
  /** How fast it writes. @default Infinity */
  readonly decodeTokensPerSecond: number;
  /** How fast a model is pulled. @default Infinity */
  readonly pullBytesPerSecond: number;
  /** Requests that a loaded model works on at once (`OLLAMA_NUM_PARALLEL`). The others wait, without any limit. @default 1 */
  readonly slots: number;
  /** Requests that may wait for a model to be loaded (`OLLAMA_MAX_QUEUE`); the next one gets a 503. @default 512 */
  readonly maxQueue: number;
  /** Models in memory at once (`OLLAMA_MAX_LOADED_MODELS`). @default 3 */
  readonly maxLoadedModels: number;
  /** How long an idle model stays loaded (`OLLAMA_KEEP_ALIVE`), in milliseconds. @default 300_000 */
  readonly keepAliveMs: number;
}

/**
 * The speed of a small model on a good desktop machine: a second and a half to load, the first token of a plan's prompt
 * after 100 to 200 ms, then a hundred tokens a second.
 *
 * @example
 * ```ts
 * import { localSpeed } from '@planweave/testing';
 *
 * localSpeed.decodeTokensPerSecond; //=> 100
 * ```
 */
export const localSpeed: Pick<FakeSpeed, 'loadMs' | 'prefillTokensPerSecond' | 'decodeTokensPerSecond'> = Object.freeze({
  loadMs: 1500,
  prefillTokensPerSecond: 4000,
  decodeTokensPerSecond: 100,
});

/** Fills in what was left out and checks the rest. */
export function fakeSpeed(given: Partial<FakeSpeed>): FakeSpeed {
  const speed: FakeSpeed = {
    loadMs: given.loadMs ?? 0,
    prefillTokensPerSecond: given.prefillTokensPerSecond ?? Infinity,
    decodeTokensPerSecond: given.decodeTokensPerSecond ?? Infinity,
    pullBytesPerSecond: given.pullBytesPerSecond ?? Infinity,
    slots: given.slots ?? 1,
    maxQueue: given.maxQueue ?? 512,
    maxLoadedModels: given.maxLoadedModels ?? 3,
    keepAliveMs: given.keepAliveMs ?? 300_000,
  };
  const owner = 'createFakeOllama';
  checkDuration(owner, 'speed.loadMs', speed.loadMs);
  for (const name of ['prefillTokensPerSecond', 'decodeTokensPerSecond', 'pullBytesPerSecond', 'keepAliveMs'] as const) {
    checkOption(owner, `speed.${name}`, speed[name], 'above 0, Infinity included', (value) => value > 0);
  }
  for (const name of ['slots', 'maxQueue', 'maxLoadedModels'] as const) checkCount(owner, `speed.${name}`, speed[name]);
  return speed;
}
