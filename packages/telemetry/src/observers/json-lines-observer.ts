import type { Observer, PlanEvent } from '@planweave/core-types';

/** Options of {@link jsonLinesObserver}. */
export interface JsonLinesOptions {
  /**
   * Takes one line with its line feed: a file, a socket, an array. It is called while the planner works and should not
   * block; what it throws, or a promise that it returns and that rejects, disturbs nobody and is told to other observers.
   */
  readonly write: (line: string) => unknown;
}

/**
 * Writes every event as one line of JSON. Numbers that JSON cannot hold, such as an infinite budget, are written as `null`.
 *
 * @example
 * ```ts
 * import { jsonLinesObserver } from '@planweave/telemetry';
 *
 * const lines: string[] = [];
 * const observer = jsonLinesObserver({ write: (line) => lines.push(line) });
 * observer.observe({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
 * lines[0]; //=> '{"type":"plan-started","requestId":"a","at":0,"budgetMs":250}\n'
 * ```
 */
export function jsonLinesObserver({ write }: JsonLinesOptions): Observer {
  return Object.freeze({ observe: (event: PlanEvent) => write(`${JSON.stringify(event)}\n`) as void });
}
