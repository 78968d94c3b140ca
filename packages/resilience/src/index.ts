export { attemptTimeout, type AttemptTimeoutOptions } from './timeout/attempt-timeout.ts';
export { backOffMs, retrySchedules, type RetrySchedule } from './retry/back-off.ts';
export { retry, type RetryOptions } from './retry/retry.ts';
export { circuitBreaker, type CircuitBreaker, type CircuitMetrics, type CircuitStatus } from './circuit-breaker/circuit-breaker.ts';
export type { CircuitBreakerOptions } from './circuit-breaker/breaker-options.ts';
export type { CircuitState } from './circuit-breaker/circuit.ts';
export { admissionQueue, type AdmissionQueue, type AdmissionQueueOptions } from './admission-queue/admission-queue.ts';
export type { GateStatus } from './admission-queue/gate.ts';
export { compose, type ComposedPolicy } from './compose/compose.ts';
