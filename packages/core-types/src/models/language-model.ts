import type { CallContext } from './call-context.ts';
import type { ModelCall } from './model-call.ts';
import type { ModelChunk, ModelReply } from './model-reply.ts';

/**
 * Anything that writes text for a prompt. Adapters turn a server's protocol into this; wrappers add to it.
 *
 * Both methods reject with a `PlanweaveError`: `CancelledError` when `context.signal` was aborted, `TimedOutError` when
 * `context.deadline` passed, a `ModelError` of one exact class otherwise. An unfinished reply is an error, never a
 * short success.
 */
export interface LanguageModel {
  /** Names the model and where it runs, for keys, breakers and people: `'phi3:mini@http://127.0.0.1:11434'`. */
  readonly id: string;
  /** The whole reply. */
  generate(call: ModelCall, context: CallContext): Promise<ModelReply>;
  /**
   * The reply as it is written. Leaving the loop early (`break`, `return`, a throw) stops the model and frees its
   * connection.
   */
  stream(call: ModelCall, context: CallContext): AsyncIterable<ModelChunk>;
}
