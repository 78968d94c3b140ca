/** A share for people. */
export function percent(ratio: number, digits = 1): string {
  return `${(ratio * 100).toFixed(digits)} %`;
}

/** A duration for people. */
export function milliseconds(duration: number): string {
  return `${duration >= 100 ? Math.round(duration) : Number(duration.toPrecision(2))} ms`;
}

/** An amount of memory for people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/** The same for a whole process. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(2)} GB`;
}
