/** A duration for people: `0.12 ms`, `45 ms`. */
export function milliseconds(duration: number): string {
  return `${Math.abs(duration) >= 100 ? Math.round(duration) : Number(duration.toPrecision(2))} ms`;
}

/** `1 step`, `3 steps`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
