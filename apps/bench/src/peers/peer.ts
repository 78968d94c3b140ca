import type { PlanStep } from '@planweave/core-types';
import type { WorldSnapshot } from '@planweave/tactical-domain';

/** Something that turns a world into a legal plan and remembers it, made of a library of others or of ours. */
export interface Peer {
  /** The row's title. */
  readonly name: string;
  /** What it consists of, in one line. */
  readonly setUp: string;
  /** The steps of a validated plan that is legal in this world; asks the model when it does not remember one. */
  plan(world: WorldSnapshot): readonly PlanStep[] | Promise<readonly PlanStep[]>;
  /** How often its model was asked. */
  modelCalls(): number;
}

/** What every peer gets, so that all do the same. */
export interface PeerWork {
  /** What does not change from call to call: who the model is, and the tools. */
  readonly system: string;
  /** The world, as text for the model. */
  prompt(world: WorldSnapshot): string;
  /** What the model answers to everything, at once. */
  readonly reply: string;
  /** Whether all steps are legal in a world. */
  isLegal(world: WorldSnapshot, steps: readonly PlanStep[]): boolean;
}

/** Makes a peer with an empty memory. */
export type CreatePeer = (work: PeerWork) => Peer;
