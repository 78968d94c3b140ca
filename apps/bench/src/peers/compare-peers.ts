import { isDeepStrictEqual } from 'node:util';
import { measure, type Candidate, type Measurement, type MeasureOptions } from '../measure/measure.ts';
import { median, ratio, type Ratio } from '../measure/statistics.ts';
import { planForSkirmish, skirmishes } from '../worlds/skirmish.ts';
import type { CreatePeer, Peer, PeerWork } from './peer.ts';

/** What was measured of one peer. */
export interface PeerRow {
  readonly name: string;
  readonly setUp: string;
  /** The world is known. */
  readonly warm: PeerTime;
  /** The world is new, and the model answers at once. */
  readonly cold: PeerTime;
}

/** How long a plan takes. */
export interface PeerTime {
  /** The median, in nanoseconds. */
  readonly nanoseconds: number;
  /** Against the first peer, in the same rounds. */
  readonly ratio: Ratio;
}

const enemies = 10;
/** Enough that no world is still in the processor's own cache from the last time. */
const knownWorlds = 256;

/**
 * Lets every peer plan for known worlds and for new ones, in turn, and looks at each plan. The first peer is the base of
 * all ratios.
 *
 * @throws `Error` when a peer gives another plan, asks its model for a known world, or does not for a new one.
 */
export async function comparePeers(createPeers: readonly CreatePeer[], work: PeerWork, options: MeasureOptions): Promise<readonly PeerRow[]> {
  const peers = createPeers.map((create) => create(work));
  const warm = await measurePeers(peers, warmly, options);
  const cold = await measurePeers(peers, coldly, options);
  return peers.map(({ name, setUp }, index) => ({ name, setUp, warm: timeOf(warm, index), cold: timeOf(cold, index) }));
}

interface Subject extends Candidate {
  /** How often the model should have been asked by now. */
  readonly askedFor: () => number;
}

async function measurePeers(peers: readonly Peer[], subjectOf: (peer: Peer) => Promise<Subject>, options: MeasureOptions): Promise<readonly Measurement[]> {
  const subjects = await Promise.all(peers.map((peer) => subjectOf(peer)));
  const measurements = await measure(subjects, options);
  for (const [index, peer] of peers.entries()) {
    const [asked, askedFor] = [peer.modelCalls(), subjects[index]?.askedFor()];
    if (asked !== askedFor) throw new Error(`${peer.name} asked its model ${asked} times instead of ${askedFor}`);
  }
  return measurements;
}

async function warmly(peer: Peer): Promise<Subject> {
  const worlds = skirmishes(enemies, knownWorlds);
  for (const world of worlds) await peer.plan(world);
  const asked = peer.modelCalls();
  return { name: peer.name, run: (turn) => peer.plan(worlds[turn % knownWorlds]!), isDone: isPlan, askedFor: () => asked };
}

function coldly(peer: Peer): Promise<Subject> {
  const asked = peer.modelCalls();
  let runs = 0;
  let first = 0;
  let worlds = skirmishes(enemies, 1, knownWorlds);
  const subject: Subject = {
    name: peer.name,
    prepare(firstTurn, calls) {
      first = firstTurn;
      worlds = skirmishes(enemies, calls, knownWorlds + firstTurn);
    },
    run(turn) {
      runs += 1;
      return peer.plan(worlds[turn - first]!);
    },
    isDone: isPlan,
    askedFor: () => asked + runs,
  };
  return Promise.resolve(subject);
}

function isPlan(steps: unknown): boolean {
  return isDeepStrictEqual(steps, planForSkirmish.steps);
}

function timeOf(measurements: readonly Measurement[], index: number): PeerTime {
  const [base, own] = [measurements[0]!, measurements[index]!];
  return { nanoseconds: median(own.nanoseconds), ratio: ratio(own, base) };
}
