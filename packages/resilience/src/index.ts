export { attemptTimeout, type AttemptTimeoutOptions } from './timeout/attempt-timeout.ts';
export { backOffMs, retrySchedules, type RetrySchedule } from './retry/back-off.ts';
export { retry, type RetryOptions } from './retry/retry.ts';
export { compose, type ComposedPolicy } from './compose/compose.ts';
