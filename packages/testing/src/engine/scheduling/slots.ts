import { commonPrefixLength } from '../tokens.ts';

/** A place where one request at a time is worked on, with what it remembers of the one before. */
export interface Slot {
  readonly number: number;
  /** The tokens whose state is in memory: the last prompt and what was written after it. */
  tokens: readonly string[];
  isBusy: boolean;
  /** Counts up with every use, for finding the one that was not used for the longest time. */
  lastUse: number;
}

/** The slot that was chosen for a prompt. */
export interface SlotChoice {
  readonly slot: Slot;
  /** How many of the prompt's first tokens it already knows. */
  readonly commonPrefixTokens: number;
}

/** Below this share of known tokens a slot is not worth keeping for a prompt (`slot_prompt_similarity`). */
const leastSimilarity = 0.1;

/** As many empty slots. */
export function emptySlots(count: number): Slot[] {
  return Array.from({ length: count }, (_, number) => ({ number, tokens: [], isBusy: false, lastUse: 0 }));
}

/**
 * Takes the idle slot that knows the most of the prompt's beginning, or the one that was not used for the longest time
 * when none knows more than a tenth of it. (The copy of slots in main memory that newer servers keep is not modelled.)
 */
export function takeSlot(slots: readonly Slot[], prompt: readonly string[]): SlotChoice {
  const idle = slots.filter((slot) => !slot.isBusy).map((slot) => ({ slot, commonPrefixTokens: commonPrefixLength(slot.tokens, prompt) }));
  const similar = idle.filter(({ commonPrefixTokens }) => commonPrefixTokens > prompt.length * leastSimilarity);
  const candidates = similar.length > 0 ? similar.toSorted((a, b) => b.commonPrefixTokens - a.commonPrefixTokens) : idle.toSorted((a, b) => a.slot.lastUse - b.slot.lastUse);
  const choice = candidates[0];
  if (choice === undefined) throw new Error('Took a slot while all were busy: the semaphore admitted too many');
  choice.slot.isBusy = true;
  choice.slot.lastUse = 1 + Math.max(...slots.map((slot) => slot.lastUse));
  return choice;
}
