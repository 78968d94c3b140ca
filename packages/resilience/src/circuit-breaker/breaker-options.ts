import { checkCount, checkOption, PlanweaveError, TimedOutError, type CallContext } from '@planweave/core-types';

/** Options of {@link circuitBreaker}. */
export interface CircuitBreakerOptions {
  /** Opens after so many server faults in a row, above 0; `Infinity` switches the rule off. @default 5 */
  readonly consecutiveFailures?: number;
  /** Opens when so large a part of the calls in the window failed, above 0 and at most 1. @default 0.5 */
  readonly failureRatio?: number;
  /** The ratio means nothing before so many calls are in the window, above 0. @default 10 */
  readonly minimumCalls?: number;
  /** How far back the ratio looks, in milliseconds above 0. @default 60000 */
  readonly windowMs?: number;
  /** How long an open circuit refuses before it lets a probe through, in milliseconds above 0. @default 30000 */
  readonly coolDownMs?: number;
  /** How many probes in a row must succeed before the circuit closes, above 0. @default 2 */
  readonly successesToClose?: number;
  /**
   * A timed-out call is a server fault only if it was given at least this long, in milliseconds, so that callers with
   * short budgets cannot shut out those with time. @default 10000
   */
  readonly slowCallMs?: number;
  /** What has a circuit of its own. @default the context's `target` */
  readonly keyOf?: (context: CallContext) => string;
  /** Which failures speak against the server. @default errors whose `blame` is `server`, and timeouts by `slowCallMs` */
  readonly isServerFault?: (error: unknown) => boolean;
}

/** All options, filled in and checked. */
export type CircuitBreakerSettings = Readonly<Required<CircuitBreakerOptions>>;

/** Checks the options and fills in the defaults. */
export function breakerSettings(options: CircuitBreakerOptions): CircuitBreakerSettings {
  const { consecutiveFailures = 5, failureRatio = 0.5, minimumCalls = 10, windowMs = 60_000, coolDownMs = 30_000, successesToClose = 2, slowCallMs = 10_000 } = options;
  const { keyOf = (context) => context.target ?? 'default', isServerFault = (error) => saysServerFault(error, slowCallMs) } = options;
  const settings = { consecutiveFailures, failureRatio, minimumCalls, windowMs, coolDownMs, successesToClose, slowCallMs, keyOf, isServerFault };
  if (consecutiveFailures !== Infinity) checkCount('circuitBreaker', 'consecutiveFailures', consecutiveFailures);
  checkOption('circuitBreaker', 'failureRatio', failureRatio, 'a number above 0 and at most 1', (given) => given > 0 && given <= 1);
  checkCount('circuitBreaker', 'minimumCalls', minimumCalls);
  checkCount('circuitBreaker', 'successesToClose', successesToClose);
  for (const name of ['windowMs', 'coolDownMs'] as const) {
    checkOption('circuitBreaker', name, settings[name], 'a finite number of milliseconds above 0', (given) => Number.isFinite(given) && given > 0);
  }
  checkOption('circuitBreaker', 'slowCallMs', slowCallMs, 'a number of milliseconds of at least 0', (given) => given >= 0);
  return settings;
}

function saysServerFault(error: unknown, slowCallMs: number): boolean {
  if (TimedOutError.isInstance(error)) return error.allowedMs >= slowCallMs;
  return PlanweaveError.isInstance(error) && error.blame === 'server';
}
