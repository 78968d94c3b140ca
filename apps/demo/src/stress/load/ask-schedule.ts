import { seededRandom } from '@planweave/core-types';
import type { StressOptions } from '../stress-options.ts';

/** One question of one agent. */
export interface Ask {
  /** When, in milliseconds since the beginning. */
  readonly atMs: number;
  readonly agentId: string;
  /** The world it asks about; see `sectorWorld`. */
  readonly sector: number;
  /** Whether the sector was planned before the run. */
  readonly isKnown: boolean;
}

/** Which sectors there are to ask about. */
export interface Sectors {
  /** Sectors from 0 up to this one are known. */
  readonly known: number;
  /** The first of the sectors that nobody asked about; each is asked about once. */
  readonly firstNew: number;
}

/**
 * Who asks what and when, in the order of time and without end. Each agent asks at a steady pace, from a moment of its own
 * on, whether its last question was answered or not: a load that does not wait for the planner shows when that is slow.
 * It is `agents * 1000 / everyMs` questions a second.
 */
export function* askSchedule({ agents, everyMs, hitRate, seed }: StressOptions, { known, firstNew }: Sectors): Generator<Ask, never> {
  const random = seededRandom(seed).fork('asks');
  const starts = Array.from({ length: agents }, (_, index) => ({ agentId: `agent-${index + 1}`, startMs: random.next() * everyMs })).toSorted((a, b) => a.startMs - b.startMs);
  let next = firstNew;
  for (let round = 0; ; round += 1) {
    for (const { agentId, startMs } of starts) {
      const isKnown = random.next() < hitRate;
      yield { atMs: round * everyMs + startMs, agentId, isKnown, sector: isKnown ? Math.floor(random.next() * known) : next++ };
    }
  }
}
