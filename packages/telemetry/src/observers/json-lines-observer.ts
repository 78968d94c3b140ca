import { checkOption, type Observer, type PlanEvent } from '@planweave/core-types';
import { withoutMessages } from '../messages/without-messages.ts';

/** Options of {@link jsonLinesObserver}. */
export interface JsonLinesOptions {
  /**
   * Takes one line with its line feed: a file, a socket, an array. It is called while the planner works and should not
   * block; what it throws, or a promise that it returns and that rejects, disturbs nobody and is told to other observers.
   */
  readonly write: (line: string) => unknown;
  /** True to write what error messages say; they may quote servers, games and replies. @default false */
  readonly includeMessages?: boolean;
}

/**
 * Writes every event as one line of JSON. Numbers that JSON cannot hold, such as an infinite budget, are written as `null`.
 *
 * @throws `InvalidOptionError` without a `write`.
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
export function jsonLinesObserver({ write, includeMessages = false }: JsonLinesOptions): Observer {
  checkOption('jsonLinesObserver', 'write', write, 'a function that takes a line', (given) => typeof given === 'function');
  return Object.freeze({ observe: (event: PlanEvent) => write(`${JSON.stringify(includeMessages ? event : withoutMessages(event))}\n`) as void });
}
