import { shortText, type Clock } from '@planweave/core-types';

/**
 * What an agent decided.
 *
 * - `asked`: a plan is being made in the background.
 * - `took-over`: a plan that was made in the background, or was known already, is followed from here on.
 * - `followed-heuristics`: there is no other plan, so the domain's heuristics say what to do.
 * - `finished`: all steps of a plan are done.
 * - `discarded`: a plan was made and is of no use today.
 * - `invalidated`: the plan that was followed is not possible any more.
 * - `step-failed`: the game said so.
 * - `planning-failed`: no plan was made; it is tried again after a pause.
 * - `disposed`: the agent plans no more.
 */
export type AgentDecision =
  | 'asked'
  | 'took-over'
  | 'followed-heuristics'
  | 'finished'
  | 'discarded'
  | 'invalidated'
  | 'step-failed'
  | 'planning-failed'
  | 'disposed';

/** One decision of an agent. */
export interface AgentLogEntry {
  /** When, in the milliseconds of the agent's clock. */
  readonly at: number;
  readonly code: AgentDecision;
  /** What and why, for people. */
  readonly sentence: string;
}

/** Keeps the last decisions of an agent. */
export interface AgentLog {
  note(code: AgentDecision, sentence: string): void;
  /** The entries, oldest first; a copy. */
  read(): readonly AgentLogEntry[];
}

const mostEntries = 32;
/** Reasons come from games and domains and may be of any length. */
const mostCharacters = 300;

/** A log that forgets the oldest entries. */
export function createAgentLog(clock: Clock): AgentLog {
  const entries: AgentLogEntry[] = [];
  return {
    note(code, sentence) {
      entries.push(Object.freeze({ at: clock.now(), code, sentence: shortText(sentence, mostCharacters) }));
      if (entries.length > mostEntries) entries.shift();
    },
    read: () => Object.freeze([...entries]),
  };
}
