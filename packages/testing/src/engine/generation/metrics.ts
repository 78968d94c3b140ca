import type { FaultOf } from '../../faults/fault.ts';
import { nanoseconds } from '../server-time.ts';

/** Where the time of a reply went, in milliseconds, and its tokens. */
export interface GenerationMetrics {
  /** From the arrival of the request. */
  readonly totalMs: number;
  /** Until it was given a loaded model: waiting for loads included, waiting for a slot not. */
  readonly loadMs: number;
  /** The whole prompt, known to the slot or not. */
  readonly promptTokens: number;
  /** Reading what the slot did not know. */
  readonly prefillMs: number;
  readonly replyTokens: number;
  readonly decodeMs: number;
}

/** The fields of the native API: nanoseconds, and nothing at all for a 0. */
export function metricsFields(metrics: GenerationMetrics, fault: FaultOf<'metrics'> | undefined): Readonly<Record<string, number>> {
  const fields = {
    total_duration: nanoseconds(metrics.totalMs),
    load_duration: nanoseconds(metrics.loadMs),
    prompt_eval_count: metrics.promptTokens,
    prompt_eval_duration: nanoseconds(metrics.prefillMs),
    eval_count: metrics.replyTokens,
    eval_duration: nanoseconds(metrics.decodeMs),
  };
  if (fault !== undefined) return spoiltMetrics(fields, fault.how);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== 0));
}

/** Numbers that cannot be true, for each way in which they can be wrong. */
export function spoiltMetrics(fields: Readonly<Record<string, number>>, how: FaultOf<'metrics'>['how']): Readonly<Record<string, number>> {
  if (how === 'missing') return {};
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, how === 'truncated-prompt' ? truncatedCount(name, value) : wrongNumbers[how]]));
}

const wrongNumbers = { zero: 0, negative: -1, huge: 2 ** 63 } as const;

/** A tenth of the prompt, as if the server had cut the rest away; other numbers stay. */
function truncatedCount(name: string, value: number): number {
  return name === 'prompt_eval_count' || name === 'prompt_tokens' ? Math.floor(value / 10) : value;
}
