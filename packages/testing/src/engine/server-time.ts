const nanosecondsPerMillisecond = 1_000_000;

/** RFC 3339 in UTC with up to nine decimals and no trailing zeros, as Go prints a time. */
export function serverTime(epochMs: number, nowMs: number): string {
  const whole = Math.floor(epochMs + nowMs);
  const rest = Math.floor((epochMs + nowMs - whole) * nanosecondsPerMillisecond);
  const [seconds, milliseconds] = new Date(whole).toISOString().slice(0, -1).split('.') as [string, string];
  const fraction = `${milliseconds}${String(rest).padStart(6, '0')}`.replace(/0+$/, '');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** A duration as the API gives it: whole nanoseconds. */
export function nanoseconds(ms: number): number {
  return Math.round(ms * nanosecondsPerMillisecond);
}
