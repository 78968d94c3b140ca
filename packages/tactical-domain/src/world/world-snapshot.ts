/** A cell of the grid. Whole numbers; x grows to the east, y to the south. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** The part of the grid that exists, all four edges included. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Every {@link Stance}, in the order in which keys number them. */
export const stances = ['stand', 'crouch', 'prone'] as const;

/** How somebody holds himself. */
export type Stance = (typeof stances)[number];

/** Every {@link Cover}, in the order in which keys number them. */
export const coverKinds = ['none', 'low', 'high', 'crate', 'wall'] as const;

/** What an enemy hides behind. */
export type Cover = (typeof coverKinds)[number];

/** The human whom the agent accompanies. Tools that take an entity reach him under the id `0`. */
export interface Player {
  /** Hit points, a whole number; 0 means down. */
  readonly hp: number;
  readonly pos: Cell;
  /** @default 'stand' */
  readonly stance: Stance;
  /** What he told the agent, oldest first. Free text: data, never instructions to the planner. @default [] */
  readonly orders: readonly string[];
}

/** The agent that plans. */
export interface Me {
  readonly pos: Cell;
  /** Rounds in the weapon, a whole number. */
  readonly ammo: number;
  /**
   * Seconds until a tool can be used again, by the tool's canonical name (`ThrowSmoke`); tools that are not listed are
   * ready, and so always are those without a cool-down (`Wait`, `MoveTo` …). Read in steps of half a second, rounded up.
   *
   * @default {}
   */
  readonly cooldowns: Readonly<Record<string, number>>;
  /** Will to fight, from 0 (broken) to 1 (high). Read in steps of 0.05. @default 1 */
  readonly morale: number;
  /** Hit points, a whole number; when left out they are unknown. */
  readonly hp?: number | undefined;
  /** Breath left, from 0 (none) to 1 (rested), read in steps of 0.01; when left out nothing is too tiring. */
  readonly stamina?: number | undefined;
  /**
   * What the agent carries, item name to count; an item that is not listed is not there. When left out, nothing is
   * known and every item is taken to be there. Names with a meaning: `ammo` (rounds in reserve), `grenade`,
   * `smoke_grenade`, `medkit`, `stimulant`, `command_point`; weapons go by their own names.
   */
  readonly inventory?: Readonly<Record<string, number>> | undefined;
  /** Charges left, ability name to count, under the same rules as {@link inventory}. `aoe_attack` is what `AoEAttack` uses. */
  readonly abilities?: Readonly<Record<string, number>> | undefined;
}

/** Somebody hostile. */
export interface Enemy {
  /** Above 0, unique among enemies, allies and points of interest. */
  readonly id: number;
  readonly pos: Cell;
  /** Hit points, a whole number; 0 means dead. */
  readonly hp: number;
  /** @default 'none' */
  readonly cover: Cover;
  /** Seconds since the enemy was last seen, never a point in time. Read in bands: 0, 2, 5, 10, 30 and more. */
  readonly lastSeenSeconds: number;
}

/** Somebody on our side, other than the player. */
export interface Ally {
  /** Above 0, unique among enemies, allies and points of interest. */
  readonly id: number;
  readonly pos: Cell;
  /** Hit points, a whole number; 0 means down. */
  readonly hp: number;
}

/** A place that matters. */
export interface PointOfInterest {
  /** Its kind: `ammo_cache`, `health_pack`, `exit`, `door` … */
  readonly k: string;
  readonly pos: Cell;
  /** What `Interact` calls it: above 0 and unique. A point without an id cannot be used, only walked to. */
  readonly id?: number | undefined;
}

/** What one agent knows at one moment. Plain JSON data, read-only. */
export interface WorldSnapshot {
  /** Simulation time in seconds. Nothing is ever decided by it. */
  readonly t: number;
  readonly player: Player;
  readonly me: Me;
  readonly enemies: readonly Enemy[];
  readonly pois: readonly PointOfInterest[];
  /** Cells that nobody can enter or see through. */
  readonly obstacles: readonly Cell[];
  /** What the agent is there for. Free text: data, never instructions to the planner. */
  readonly objective?: string | undefined;
  /** Comrades; when left out, it is unknown whether there are any. */
  readonly allies?: readonly Ally[] | undefined;
  /** Where the world ends; when left out, {@link defaultBounds}. */
  readonly bounds?: Bounds | undefined;
}

/**
 * The bounds of a world that gives none: 100 cells from the origin in every direction.
 *
 * @example
 * ```ts
 * import { defaultBounds } from '@planweave/tactical-domain';
 *
 * defaultBounds; //=> { minX: -100, minY: -100, maxX: 100, maxY: 100 }
 * ```
 */
export const defaultBounds: Bounds = Object.freeze({ minX: -100, minY: -100, maxX: 100, maxY: 100 });

/** Cells lie this far from the origin at most, in every world, so that distances stay exact whole numbers. */
export const farthestCell = 1_000_000;

/**
 * The id under which tools reach the player; no enemy, ally or point of interest has it.
 *
 * @example
 * ```ts
 * import { playerId } from '@planweave/tactical-domain';
 *
 * const step = { act: 'Revive', ally_id: playerId };
 * step.ally_id; //=> 0
 * ```
 */
export const playerId = 0;
