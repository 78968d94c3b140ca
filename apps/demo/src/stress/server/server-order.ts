import { localSpeed, type FakeSpeed } from '@planweave/testing';

/** How the server process is to serve from now on. */
export interface ServerOrder {
  /** 0 for any free port. */
  readonly port: number;
  readonly seed: number;
  readonly slots: number;
  readonly faultRate: number;
  /** At once, to fill the cache; or as fast as a small GPU, to be measured. */
  readonly pace: 'instant' | 'small-gpu';
}

/** The name of the model that it has. */
export const servedModel = 'stand-in:latest';

/**
 * A model of three to four billion parameters on a small GPU that works on four replies at once: half the speed of
 * `localSpeed` for each of them. It is loaded already.
 */
export const smallGpu: Pick<FakeSpeed, 'prefillTokensPerSecond' | 'decodeTokensPerSecond'> = Object.freeze({
  prefillTokensPerSecond: localSpeed.prefillTokensPerSecond / 2,
  decodeTokensPerSecond: localSpeed.decodeTokensPerSecond / 2,
});
