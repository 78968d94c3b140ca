/** Notices a model that will not stop by itself. */
export interface RunawayWatch {
  /** The next piece of the answer; gives what is wrong, once it is. */
  push(piece: string): string | undefined;
}

/** What no reply has that a model means. */
export interface RunawayLimits {
  /** The most blanks in a row, at the end of what came so far; `Infinity` for any number. @default 200 */
  readonly maxBlanks?: number;
  /** How often one piece may come in a row; `Infinity` for as often as it likes. @default 100 */
  readonly maxRepeats?: number;
}

/**
 * Small models that decode under a grammar fall into endless white space or repeat one token until their limit. More than
 * 200 blanks in a row, or one piece more than 100 times in a row, never belongs to a plan; raise the limits for texts of
 * another kind. A reply that comes as one piece has ended by itself, and repeats nothing.
 *
 * @example
 * ```ts
 * import { watchForRunaway } from '@planweave/model-http';
 *
 * const watch = watchForRunaway();
 * watch.push('{"a":1}'); //=> undefined
 * watch.push(' '.repeat(201)); //=> 'writes nothing but white space'
 * ```
 */
export function watchForRunaway({ maxBlanks = 200, maxRepeats = 100 }: RunawayLimits = {}): RunawayWatch {
  let blanks = 0;
  let repeats = 0;
  let last = '';
  return {
    push(piece) {
      if (piece === '') return undefined;
      const visible = piece.trimEnd();
      blanks = visible === '' ? blanks + piece.length : piece.length - visible.length;
      repeats = piece === last ? repeats + 1 : 1;
      last = piece;
      if (blanks > maxBlanks) return 'writes nothing but white space';
      return repeats > maxRepeats ? 'repeats one token without end' : undefined;
    },
  };
}
