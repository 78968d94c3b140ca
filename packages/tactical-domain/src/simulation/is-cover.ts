import type { Cell } from '../world/world-snapshot.ts';
import type { Simulation } from './simulation.ts';

/** Whether a cell covers: an obstacle is next to it, or no living enemy sees it. */
export function isCover(simulation: Simulation, cell: Cell): boolean {
  const { terrain, enemies } = simulation;
  const { x, y } = cell;
  if (terrain.isBlocked(x - 1, y) || terrain.isBlocked(x + 1, y) || terrain.isBlocked(x, y - 1) || terrain.isBlocked(x, y + 1)) return true;
  return !enemies.members.some((enemy) => enemy.hp > 0 && simulation.isSeen(enemy.pos, cell));
}
