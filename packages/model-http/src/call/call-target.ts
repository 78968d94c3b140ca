/** Who was asked for what, for the messages of errors. */
export interface CallTarget {
  readonly model: string;
  /** The server's origin. */
  readonly host: string;
}

/** A target in words, as errors begin with it. */
export function inWords({ model, host }: CallTarget): string {
  return `Model "${model}" on ${host}`;
}
