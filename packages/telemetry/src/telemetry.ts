import type { Observer, PlanEvent } from '@planweave/core-types';

/**
 * Counts since the start or the last reset, under the names by which they are exported. They add up:
 * `llm.request.count` is `llm.success.count` plus `llm.error.count` plus calls still running, and `plan.count` is
 * `plan.llm.count` plus `plan.cache.count` plus `llm.fallback.count` plus `plan.rejected.count` plus plans still being made.
 */
export interface TelemetrySnapshot {
  /** Calls to a model, each attempt counted. */
  readonly 'llm.request.count': number;
  readonly 'llm.success.count': number;
  readonly 'llm.error.count': number;
  readonly 'llm.retry.count': number;
  /** Plans for which the heuristics had to stand in. */
  readonly 'llm.fallback.count': number;
  readonly 'cache.hit': number;
  readonly 'cache.miss': number;
  /** Plans asked for, each counted once however many attempts it took. */
  readonly 'plan.count': number;
  readonly 'plan.llm.count': number;
  readonly 'plan.cache.count': number;
  /** Requests that ended without a plan: cancelled, or wrong input. */
  readonly 'plan.rejected.count': number;
  /** Failed calls by error code. */
  readonly errors: Readonly<Record<string, number>>;
}

/** An observer that counts. */
export interface Telemetry extends Observer {
  /** The counts as they are now; a copy. */
  snapshot(): TelemetrySnapshot;
  /** Starts again from zero. */
  reset(): void;
  /** The counts as a table for people, one name a line. */
  format(): string;
}

/**
 * Counts what a planner does. Hand it to `createPlanner({ observers: [telemetry] })`.
 *
 * @example
 * ```ts
 * import { createTelemetry } from '@planweave/telemetry';
 *
 * const telemetry = createTelemetry();
 * telemetry.observe({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
 * telemetry.snapshot()['plan.count']; //=> 1
 * ```
 */
export function createTelemetry(): Telemetry {
  let counts = noCounts();
  return Object.freeze({
    observe: (event: PlanEvent) => count(counts, event),
    snapshot: () => ({ ...counts, errors: { ...counts.errors } }),
    reset() {
      counts = noCounts();
    },
    format: () => formatCounts(counts),
  });
}

type Counts = { -readonly [Name in keyof TelemetrySnapshot]: TelemetrySnapshot[Name] extends number ? number : Record<string, number> };

function noCounts(): Counts {
  return {
    'llm.request.count': 0,
    'llm.success.count': 0,
    'llm.error.count': 0,
    'llm.retry.count': 0,
    'llm.fallback.count': 0,
    'cache.hit': 0,
    'cache.miss': 0,
    'plan.count': 0,
    'plan.llm.count': 0,
    'plan.cache.count': 0,
    'plan.rejected.count': 0,
    errors: {},
  };
}

function count(counts: Counts, event: PlanEvent): void {
  switch (event.type) {
    case 'plan-started':
      counts['plan.count'] += 1;
      return;
    case 'plan-ended':
      if (!event.result.ok) counts['plan.rejected.count'] += 1;
      else if (event.result.source === 'fallback') counts['llm.fallback.count'] += 1;
      else counts[event.result.source === 'llm' ? 'plan.llm.count' : 'plan.cache.count'] += 1;
      return;
    case 'attempt-started':
      counts['llm.request.count'] += 1;
      return;
    case 'attempt-ended':
      if (event.error === undefined) {
        counts['llm.success.count'] += 1;
      } else {
        counts['llm.error.count'] += 1;
        counts.errors[event.error.code] = (counts.errors[event.error.code] ?? 0) + 1;
      }
      return;
    case 'retry-scheduled':
      counts['llm.retry.count'] += 1;
      return;
    case 'cache-looked-up':
      if (event.verdict === 'hit') counts['cache.hit'] += 1;
      else if (event.verdict === 'miss') counts['cache.miss'] += 1;
      return;
    default:
  }
}

function formatCounts(counts: Counts): string {
  const { errors, ...plain } = counts;
  const rows = [...Object.entries(plain), ...Object.entries(errors).map(([code, times]) => [`error ${code}`, times] as const)];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}
