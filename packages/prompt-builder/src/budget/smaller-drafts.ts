import type { LevelFrame, SystemVariant } from '../levels/level-frame.ts';
import type { UserParts } from '../messages/user-text.ts';

/** A prompt before it is written down. */
export interface Draft extends UserParts {
  readonly system: SystemVariant;
}

/**
 * What is left of a draft after dropping one thing after the other: the examples, past plans from the oldest on,
 * the persona, then the domain's sections, the lowest priority first and the last among equals. Task, tools, form of the
 * reply, the objective and sections of infinite priority always stay.
 */
export function* smallerDrafts(whole: Draft, frame: LevelFrame): Generator<Draft> {
  let draft = whole;
  const [, ...others] = frame.variants;
  for (const system of others) {
    const keepsPersona = !system.dropped.includes('persona');
    if (!keepsPersona) {
      for (const shorter of withoutHistory(draft)) yield (draft = shorter);
    }
    yield (draft = { ...draft, system });
  }
  for (const shorter of withoutHistory(draft)) yield (draft = shorter);
  const droppable = draft.parts.filter(({ name, priority }) => priority < Infinity && name !== 'objective');
  for (const part of droppable.toReversed().toSorted((a, b) => a.priority - b.priority)) {
    yield (draft = { ...draft, parts: draft.parts.filter((kept) => kept !== part) });
  }
}

function* withoutHistory(draft: Draft): Generator<Draft> {
  for (let first = 1; first <= draft.history.length; first += 1) yield { ...draft, history: draft.history.slice(first) };
}
