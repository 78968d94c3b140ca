import type { PlanStep } from '@planweave/core-types';
import type { Cell, PointOfInterest } from '@planweave/tactical-domain';
import type { Battlefield } from '../battlefield/battlefield.ts';
import type { Surveyor } from '../battlefield/surveyor.ts';

/** How much game time one tick takes. */
export const tickMs = 250;
/** The same the other way round. */
export const ticksPerSecond = 1000 / tickMs;

/** What all who fight have in common. */
export interface Fighter {
  readonly id: number;
  readonly pos: Cell;
  /** 0 means down. */
  readonly hp: number;
  /** What holds for a while, by its name in the domain (`in-cover`, `suppressed`), and the tick at which it ends. */
  readonly effects: Readonly<Record<string, number>>;
}

/** One of ours, moved by an agent. */
export interface Companion extends Fighter {
  readonly name: string;
  readonly ammo: number;
  readonly morale: number;
  readonly inventory: Readonly<Record<string, number>>;
  /** Seconds left, by tool. */
  readonly cooldowns: Readonly<Record<string, number>>;
  /** The step under way. */
  readonly task?: Task | undefined;
}

/** A step that a companion is carrying out. */
export type Task = Walk | Deed;

/** A step that leads along a way and is done at its end. */
export interface Walk {
  readonly kind: 'walk';
  readonly step: PlanStep;
  readonly way: readonly Cell[];
  readonly cellsPerTick: number;
  /** The part of the next cell that is walked already, in 0..1. */
  readonly progress: number;
  /** What the companion gets at the end. */
  readonly arrival: Readonly<Record<string, number>>;
}

/** A step that takes its time on the spot and has its effect at the end of it. */
export interface Deed {
  readonly kind: 'deed';
  readonly step: PlanStep;
  readonly doneAt: number;
}

/** One of theirs, moved by simple rules. */
export interface Foe extends Fighter {
  /** The tick from which on it can shoot again. */
  readonly readyAt: number;
  /** Where it goes; empty when it stands. */
  readonly way: readonly Cell[];
}

/** Whom the companions are there for. He walks on when it is safe. */
export interface Captain {
  readonly pos: Cell;
  readonly hp: number;
  /** The tick at which he went down. */
  readonly downSince?: number | undefined;
}

/** What the companions know of a foe, by radio all the same. */
export interface Sighting {
  readonly id: number;
  readonly pos: Cell;
  readonly hp: number;
  /** The tick at which somebody last saw it. */
  readonly seenAt: number;
}

/** A cloud that theirs do not see through. */
export interface Smoke {
  readonly centre: Cell;
  readonly untilTick: number;
}

/** Somebody shot at somebody in this tick. */
export interface Shot {
  readonly from: Cell;
  readonly to: Cell;
}

/** How it ends: the captain is at the exit, or nobody can bring him there. */
export type Ending = 'reached' | 'lost';

/** Everything about a game at one tick. Never changed: each tick makes a new one. */
export interface Game {
  readonly seed: number;
  readonly field: Battlefield;
  readonly surveyor: Surveyor;
  readonly tick: number;
  readonly captain: Captain;
  readonly companions: readonly Companion[];
  readonly foes: readonly Foe[];
  readonly sightings: readonly Sighting[];
  readonly supplies: readonly PointOfInterest[];
  readonly smokes: readonly Smoke[];
  readonly shots: readonly Shot[];
  /** Hit points that our side has lost so far. */
  readonly damageTaken: number;
  /** What happened in this tick, in words. */
  readonly news: readonly string[];
  readonly ending?: Ending | undefined;
}

/** The same game with one companion changed. */
export function withCompanion(game: Game, companion: Companion): Game {
  return { ...game, companions: game.companions.map((each) => (each.id === companion.id ? companion : each)) };
}

/** Whether somebody can still act. */
export function isUp({ hp }: { readonly hp: number }): boolean {
  return hp > 0;
}

/** Whether an effect still holds. */
export function has({ effects }: Fighter, name: string, tick: number): boolean {
  return (effects[name] ?? 0) > tick;
}
