import { admissionQueue, circuitBreaker, compose, retry, type ComposedPolicy } from '@planweave/resilience';
import type { PlannerSettings } from '../settings/settings-from-env.ts';

/** What may be different from the defaults; `settingsFromEnv` gives it from an environment. */
export type StandardPolicyOptions = Pick<PlannerSettings, 'retryAttempts' | 'breakerFailures' | 'breakerCoolDownMs'>;

/**
 * What a planner puts around each call of its model when it is told nothing else: transient failures are tried again, a
 * server that is down is left alone for a while, and a server that is busy is not asked for more than it can do.
 *
 * - `retry`: 3 attempts in all, 50 and 100 ms apart, never past the deadline.
 * - `circuitBreaker`: opens after 5 faults of the server in a row, or half of at least 10 calls in 60 s, for 30 s.
 * - `admissionQueue`: as many calls at once as the server is found to take, the others in a fair, bounded line.
 *
 * It remembers the state of each server, so give one to all planners that share a server.
 *
 * @throws `InvalidOptionError` for an option outside its range.
 *
 * @example
 * ```ts
 * import { settingsFromEnv, standardPolicy } from '@planweave/planner-facade';
 *
 * standardPolicy(settingsFromEnv({ LLM_RETRY_MAX: '2' })).name; //=> 'retry > circuit-breaker > admission-queue'
 * ```
 */
export function standardPolicy({ retryAttempts, breakerFailures, breakerCoolDownMs }: StandardPolicyOptions = {}): ComposedPolicy {
  return compose([
    retry(retryAttempts === undefined ? {} : { attempts: retryAttempts }),
    circuitBreaker({
      ...(breakerFailures !== undefined && { consecutiveFailures: breakerFailures }),
      ...(breakerCoolDownMs !== undefined && { coolDownMs: breakerCoolDownMs }),
    }),
    admissionQueue(),
  ]);
}
