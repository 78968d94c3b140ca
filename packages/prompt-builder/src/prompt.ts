import type { ChatMessage, DetailLevel, ToolRegistry } from '@planweave/core-types';

/** A prompt, ready to send. Frozen, and the same bytes for the same inputs. */
export interface Prompt {
  /** A `system` message that depends on no world, then one `user` message with the world, the most changeable part last. */
  readonly messages: readonly ChatMessage[];
  /** The level that was used. */
  readonly level: DetailLevel;
  /** The tools that are shown: read the reply with this registry, so that what was shown is exactly what is accepted. */
  readonly registry: ToolRegistry;
  /** UTF-16 code units of all messages together. */
  readonly characters: number;
  /** Estimated with `estimateTokens`, the frame of the chat template included. */
  readonly estimatedTokens: number;
  /**
   * What the most detailed prompt would show and this one does not: `tool-conditions`, `tool-descriptions`, `advice`,
   * `role`, `tools` (some of them), `examples`, `persona`, `history` (some of it), and names of the domain's sections.
   * Below `full` it is found out when it is first read, because it takes describing the world once more; what the domain
   * throws then is thrown there.
   */
  readonly dropped: readonly string[];
  /** Names of sections of the domain that were longer than allowed and lost their end. */
  readonly shortened: readonly string[];
  /** True when even the least that may be shown is estimated above `budgetTokens`. */
  readonly isOverBudget: boolean;
  /** A fingerprint of everything that shapes prompts besides world and history: wording, tools, role, examples, persona. */
  readonly version: string;
}
