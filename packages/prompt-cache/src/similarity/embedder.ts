import type { CallContext } from '@planweave/core-types';

/**
 * Turns a text into numbers whose angle says how alike two texts are: Ollama's `/api/embed`, or a model in the process.
 * It only widens what is found; facts, numbers and the check of every step decide as before.
 */
export interface Embedder {
  /**
   * Must stop when `context.signal` aborts or its deadline is over, which is a quarter of the request's time and two seconds
   * at most. All vectors of one embedder have one length.
   */
  embed(text: string, context: CallContext): Promise<readonly number[]>;
}
