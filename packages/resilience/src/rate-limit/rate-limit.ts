import { checkOption, RefusedError, sleep, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { ensureWanted } from '../context/ensure-wanted.ts';
import { perTarget } from '../per-target/per-target.ts';
import { createTokenBucket } from './token-bucket.ts';

/** Options of {@link rateLimit}. At least one of the two rates is needed. */
export interface RateLimitOptions {
  /** Calls a minute, above 0. @default no limit */
  readonly requestsPerMinute?: number;
  /** Tokens a minute, above 0, counted by the context's `estimatedTokens`. @default no limit */
  readonly tokensPerMinute?: number;
  /** How many seconds' worth of either rate may be used at once after a pause, above 0. @default 6, a tenth of a minute */
  readonly burstSeconds?: number;
  /** What has a rate of its own. @default the context's `target` */
  readonly keyOf?: (context: CallContext) => string;
}

/**
 * Spreads calls over time: real rates, in calls and in tokens a minute, with bursts. A call that comes too early waits
 * for its turn, first come first served; one whose turn would come after its deadline is refused at once, with the wait
 * in `retryAfterMs`. One that is cancelled while it waits gives its share back.
 *
 * A single call may use more tokens than a burst holds; the next ones then wait the longer.
 *
 * @throws `InvalidOptionError` for a rate that is not above 0, or when no rate is given; a call is rejected with it when its
 * `estimatedTokens` is no number of at least 0.
 *
 * @example
 * ```ts
 * import { createCallContext, RefusedError } from '@planweave/core-types';
 * import { rateLimit } from '@planweave/resilience';
 *
 * const limit = rateLimit({ requestsPerMinute: 60, burstSeconds: 1 });
 * const context = createCallContext({ budgetMs: 100 });
 * await limit.execute(async () => 'first', context); //=> 'first'
 * await limit.execute(async () => 'second', context).catch((error: unknown) => RefusedError.isInstance(error)); //=> true
 * ```
 */
export function rateLimit(options: RateLimitOptions): Policy {
  const { requestsPerMinute, tokensPerMinute, burstSeconds = 6, keyOf = (context) => context.target ?? 'default' } = options;
  checkOption('rateLimit', 'requestsPerMinute', requestsPerMinute, 'a finite number above 0', isRate);
  checkOption('rateLimit', 'tokensPerMinute', tokensPerMinute, 'a finite number above 0', isRate);
  checkOption('rateLimit', 'burstSeconds', burstSeconds, 'a finite number above 0', isRate);
  checkOption('rateLimit', 'requestsPerMinute', options, 'given, or tokensPerMinute must be', () => requestsPerMinute !== undefined || tokensPerMinute !== undefined);
  const bucket = (perMinute: number | undefined) =>
    perMinute === undefined ? undefined : { perMinute, capacity: Math.max(1, (perMinute * burstSeconds) / 60) };
  const [ofRequests, ofTokens] = [bucket(requestsPerMinute), bucket(tokensPerMinute)];
  const rates = perTarget(() => ({
    requests: ofRequests && createTokenBucket(ofRequests.perMinute, ofRequests.capacity),
    tokens: ofTokens && createTokenBucket(ofTokens.perMinute, ofTokens.capacity),
  }));

  return Object.freeze({
    name: 'rate-limit',
    async execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
      const { clock, deadline, signal, report, requestId } = context;
      const key = keyOf(context);
      const { requests, tokens } = rates.of(key);
      const needed = checkTokens(context.estimatedTokens ?? 0);
      const at = clock.now();
      ensureWanted(context, at);
      // a call larger than the whole bucket is let in when the bucket is full, or it could never be made
      const waitMs = Math.max(requests?.waitFor(1, at) ?? 0, tokens?.waitFor(Math.min(needed, ofTokens?.capacity ?? 0), at) ?? 0);
      if (waitMs > 0 && waitMs >= deadline.at - at) {
        report?.({ type: 'call-refused', requestId, at, by: 'rate-limit' });
        throw new RefusedError('rate-limit', `The rate for ${key} is used up for ${Math.ceil(waitMs)} ms more, which is past the deadline`, waitMs);
      }
      requests?.take(1, at);
      tokens?.take(needed, at);
      if (waitMs > 0) {
        try {
          await sleep(clock, waitMs, signal);
          ensureWanted(context);
        } catch (error) {
          requests?.giveBack(1);
          tokens?.giveBack(needed);
          throw error;
        }
      }
      return operation(context);
    },
  });
}

/** One call that needed NaN tokens would leave the bucket at NaN, which never runs out. */
function checkTokens(needed: number): number {
  return checkOption('rateLimit', 'estimatedTokens', needed, 'a finite number of at least 0', (given) => Number.isFinite(given) && given >= 0);
}

function isRate(given: number | undefined): boolean {
  return given === undefined || (Number.isFinite(given) && given > 0);
}
