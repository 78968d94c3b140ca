import { compareTexts, sorted } from '../world/in-order.ts';
import { lastSeenBand } from '../world/quantise.ts';
import type { Ally, Cell, Enemy, PointOfInterest, WorldSnapshot } from '../world/world-snapshot.ts';

/** Everybody and everything that a plan may name, each list in an order that does not depend on ids. */
export interface RolesInOrder {
  /** The nearest to the agent first. */
  readonly enemies: readonly Enemy[];
  /** The nearest to the agent first. */
  readonly allies: readonly Ally[];
  /** By kind, the nearest to the agent first. */
  readonly points: readonly PointOfInterest[];
}

/** Who is who in a world. Ids decide only between two that are the same in everything else. */
export function rolesInOrder({ me, enemies, allies = [], pois }: WorldSnapshot): RolesInOrder {
  const nearer = byDistance(me.pos);
  return {
    enemies: sorted(enemies, (a, b) => nearer(a.pos, b.pos) || a.hp - b.hp || compareTexts(a.cover, b.cover) || lastSeenBand(a.lastSeenSeconds) - lastSeenBand(b.lastSeenSeconds) || a.id - b.id),
    allies: sorted(allies, (a, b) => nearer(a.pos, b.pos) || a.hp - b.hp || a.id - b.id),
    points: sorted(pois, (a, b) => compareTexts(a.k, b.k) || nearer(a.pos, b.pos) || (a.id ?? 0) - (b.id ?? 0)),
  };
}

/** By the distance from a cell, then from west to east, then from north to south. */
function byDistance(from: Cell): (a: Cell, b: Cell) => number {
  const square = ({ x, y }: Cell) => (x - from.x) ** 2 + (y - from.y) ** 2;
  return (a, b) => square(a) - square(b) || a.x - b.x || a.y - b.y;
}
