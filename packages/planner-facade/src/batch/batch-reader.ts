import { shortText } from '@planweave/core-types';
import type { PlanReader } from '../tiers/read-until-plan.ts';
import type { BatchStray } from './batch.ts';
import type { MemberTurn } from './batch-member.ts';
import { createEntryScanner, type BatchEntry } from './entry-scanner.ts';

/** Reads the reply for several agents while it is written; each is answered when its entry closes. */
export interface BatchReader extends PlanReader {
  readonly text: string;
  /** Who was answered. */
  readonly answered: readonly number[];
  /** Entries that were of no use. */
  readonly strays: readonly BatchStray[];
  /** Reads no more; what there is of an entry that breaks off is kept for the worst case. */
  end(): void;
}

/** More characters, or blanks in a row, than a reply that still makes sense has. */
const mostCharacters = 262_144;
const mostBlanks = 200;
/** More strays than this say nothing new. */
const mostStrays = 32;

/** A reader for one reply. The first entry for an agent counts, whatever is in it. */
export function createBatchReader<World>(turns: readonly MemberTurn<World>[]): BatchReader {
  const byKey = new Map(turns.map((turn) => [turn.member.key, turn]));
  const scanner = createEntryScanner((agent) => byKey.has(agent));
  const answered: number[] = [];
  const strays: BatchStray[] = [];
  let text = '';
  let blanks = 0;
  let isEnded = false;

  const deliver = ({ agent, text: entry }: BatchEntry) => {
    const turn = byKey.get(agent);
    if (turn?.member.isWaiting === true) {
      answered.push(turn.member.index);
      turn.answer(entry);
    } else if (strays.length < mostStrays) {
      strays.push({ code: turn === undefined ? 'unknown-agent' : 'duplicate', agent: shortText(agent, 60) });
    }
  };
  return {
    answered,
    strays,
    get text() {
      return text;
    },
    get isDone() {
      return isEnded || scanner.isClosed || text.length > mostCharacters || blanks > mostBlanks || !turns.some(({ member }) => member.isWaiting);
    },
    push(chunk) {
      if (isEnded) return;
      text += chunk;
      blanks = chunk.trim() === '' ? blanks + chunk.length : 0;
      for (const entry of scanner.push(chunk)) deliver(entry);
    },
    end() {
      isEnded = true;
      const rest = scanner.rest();
      const turn = rest && byKey.get(rest.agent);
      if (rest !== undefined && turn?.member.isWaiting === true) turn.hear(rest.text);
    },
  };
}
