import type { DetailLevel } from '@planweave/core-types';

/** How much of each kind a level of detail shows; 0 leaves the kind out. */
export interface Depth {
  readonly enemies: number;
  readonly allies: number;
  readonly points: number;
  readonly obstacles: number;
  readonly orders: number;
  /** Whether the player, the edges of the world and what each enemy hides behind are shown. */
  readonly showsSurroundings: boolean;
  /** Longest free text, in characters. */
  readonly textCharacters: number;
}

/**
 * Of each list, the entries nearest to the agent are kept. What `full` shows of a list stays below 20,000 characters, where a
 * prompt would cut it without looking at what is near.
 */
export const depths: Readonly<Record<DetailLevel, Depth>> = {
  full: { enemies: 200, allies: 64, points: 160, obstacles: 1024, orders: 16, showsSurroundings: true, textCharacters: 500 },
  standard: { enemies: 24, allies: 12, points: 16, obstacles: 64, orders: 4, showsSurroundings: true, textCharacters: 300 },
  simplified: { enemies: 8, allies: 4, points: 6, obstacles: 16, orders: 1, showsSurroundings: true, textCharacters: 200 },
  minimal: { enemies: 3, allies: 0, points: 0, obstacles: 0, orders: 0, showsSurroundings: false, textCharacters: 120 },
};
