import { checkOption, RefusedError, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { ensureWanted } from '../context/ensure-wanted.ts';
import { perTarget } from '../per-target/per-target.ts';
import { createRateLine, type Rate } from './rate-line.ts';
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
 * in `retryAfterMs`. When one leaves before its turn, all behind it move up. The deadline ends the wait, not the operation.
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
  const rate = (perMinute: number | undefined, needs: Rate['needs']): Rate[] =>
    perMinute === undefined ? [] : [{ bucket: createTokenBucket(perMinute, Math.max(1, (perMinute * burstSeconds) / 60)), needs }];
  const lines = perTarget(() => createRateLine([...rate(requestsPerMinute, () => 1), ...rate(tokensPerMinute, (tokens) => tokens)]));

  return Object.freeze({
    name: 'rate-limit',
    async execute<Result>(operation: Operation<Result>, context: CallContext): Promise<Result> {
      const { clock, deadline, report, requestId } = context;
      const key = keyOf(context);
      const line = lines.of(key);
      const tokens = checkTokens(context.estimatedTokens ?? 0);
      const at = clock.now();
      ensureWanted(context, at);
      const waitMs = line.waitFor(tokens, at);
      if (waitMs > 0 && waitMs >= deadline.at - at) {
        report?.({ type: 'call-refused', requestId, at, by: 'rate-limit' });
        throw new RefusedError('rate-limit', `The rate for ${key} is used up for ${Math.ceil(waitMs)} ms more, which is past the deadline`, waitMs);
      }
      const turn = line.turn(tokens, context, at);
      if (turn !== undefined) {
        await turn;
        ensureWanted(context);
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
