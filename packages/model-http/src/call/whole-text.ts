import type { Framer, FramerOutlet } from './eager-stream.ts';

/**
 * A framer for a reply that is one text: it gives the whole body, once, and nothing of one that broke off.
 *
 * @example
 * ```ts
 * import { wholeText } from '@planweave/model-http';
 *
 * const texts: string[] = [];
 * const framer = wholeText({ emit: (text) => texts.push(text), complete() {} });
 * framer.push('{"said":');
 * framer.push('"Hello"}');
 * framer.end(true);
 * texts; //=> ['{"said":"Hello"}']
 * ```
 */
export function wholeText(outlet: FramerOutlet<string>): Framer {
  const pieces: string[] = [];
  return {
    push: (text) => void pieces.push(text),
    end(isWhole) {
      if (!isWhole) return;
      outlet.emit(pieces.join(''));
      outlet.complete();
    },
  };
}
