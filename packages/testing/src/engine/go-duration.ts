import { ApiError } from './api-error.ts';

const unitMs: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * A `keep_alive` in milliseconds: a number of seconds, or a Go duration such as `"1h30m"`. Negative means for ever.
 *
 * @throws {@link ApiError} 400 in Go's words for a text that is no duration.
 */
export function keepAliveMs(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return forever(value * 1000);
  if (typeof value === 'string') return forever(goDurationMs(value));
  throw new ApiError(400, `Unsupported type: '${typeof value}'`);
}

function forever(ms: number): number {
  return ms < 0 ? Infinity : ms;
}

function goDurationMs(text: string): number {
  const quoted = JSON.stringify(text);
  const isNegative = text.startsWith('-');
  const rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (/^\d+(\.\d*)?$/.test(rest)) throw new ApiError(400, `time: missing unit in duration ${quoted}`);
  let ms = 0;
  let end = 0;
  for (const part of rest.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/gy)) {
    ms += Number(part[1]) * (unitMs[part[2] ?? ''] ?? 0);
    end = part.index + part[0].length;
  }
  if (end === 0 || end < rest.length) throw new ApiError(400, `time: invalid duration ${quoted}`);
  return isNegative ? -ms : ms;
}
