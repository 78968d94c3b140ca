/** Who was asked for what, for the messages of errors. */
export interface CallTarget {
  readonly model: string;
  /** The server's origin. */
  readonly host: string;
}

/**
 * A target in words, as errors begin with it.
 *
 * @example
 * ```ts
 * import { inWords } from '@planweave/model-http';
 *
 * inWords({ model: 'polly', host: 'http://127.0.0.1:7000' }); //=> 'Model "polly" on http://127.0.0.1:7000'
 * ```
 */
export function inWords({ model, host }: CallTarget): string {
  return `Model "${model}" on ${host}`;
}
