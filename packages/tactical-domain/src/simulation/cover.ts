import { nearestCell } from '../grid/nearest-cell.ts';
import type { Cell } from '../world/world-snapshot.ts';
import type { Simulation } from './simulation.ts';

/** How many cells are looked at; cover beyond them is not near, and the work stays small. */
const mostCells = 256;

/** Whether a cell covers: an obstacle is next to it, or no living enemy sees it. */
export function isCover(simulation: Simulation, cell: Cell): boolean {
  const { terrain, enemies } = simulation;
  const { x, y } = cell;
  if (terrain.isBlocked(x - 1, y) || terrain.isBlocked(x + 1, y) || terrain.isBlocked(x, y - 1) || terrain.isBlocked(x, y + 1)) return true;
  return !enemies.members.some((enemy) => enemy.hp > 0 && simulation.isSeen(enemy.pos, cell));
}

/** The nearest cell on foot that covers, the agent's own included; `undefined` when none is near. */
export function nearestCover(simulation: Simulation): Cell | undefined {
  return nearestCell(simulation.ground, simulation.pos, mostCells, (x, y) => isCover(simulation, { x, y }));
}
