/** Notices a model that will not stop by itself. */
export interface RunawayWatch {
  /** The next piece of the answer; gives what is wrong, once it is. */
  push(piece: string): string | undefined;
}

const mostBlanks = 200;
const mostRepeats = 100;

/**
 * Small models that decode under a grammar fall into endless white space or repeat one token until their limit. More than
 * 200 blanks in a row, or one piece more than 100 times in a row, never belongs to a plan.
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
export function watchForRunaway(): RunawayWatch {
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
      if (blanks > mostBlanks) return 'writes nothing but white space';
      return repeats > mostRepeats ? 'repeats one token without end' : undefined;
    },
  };
}
