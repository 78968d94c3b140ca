import { shortText } from '@planweave/core-types';
import { idRank, isRationaleKey } from '../scan/key-roles.ts';

/** The longest id that is taken over, and the longest rationale, in UTF-16 code units. */
const longestId = 64;
const longestRationale = 500;

/** What a model wrote beside the steps: an id, and why. */
export class PlanNotes {
  id: string | undefined;
  rationale: string | undefined;
  #idRank = 0;

  /** Takes a member of the object around the steps by the plain form of its key; of several ids the one with the clearest key counts, then the last. */
  take(plainKey: string, value: unknown): void {
    const rank = idRank(plainKey);
    if (rank > 0 && rank >= this.#idRank) {
      const id = saneId(value);
      if (id === undefined) return;
      this.id = id;
      this.#idRank = rank;
    } else if (typeof value === 'string' && isRationaleKey(plainKey)) {
      const text = value.trim();
      if (text !== '') this.rationale = shortText(text, longestRationale);
    }
  }

  /** Takes what is missing here from the notes of something further out. */
  fill(outer: PlanNotes): void {
    this.id ??= outer.id;
    this.rationale ??= outer.rationale;
  }
}

/** A text without control and invisible characters, or a whole number as text. */
function saneId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const id = value.trim();
  return id !== '' && id.length <= longestId && !/\p{Cc}|\p{Cf}|\p{Cs}/u.test(id) ? id : undefined;
}
