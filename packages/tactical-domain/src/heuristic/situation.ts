import { squaredDistance } from '../grid/distance.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { byId, pointsInOrder } from '../world/in-order.ts';
import { playerId, type Cell, type Enemy, type PointOfInterest } from '../world/world-snapshot.ts';

/** Somebody on our side who is down. */
export interface Casualty {
  readonly id: number;
  readonly pos: Cell;
}

/** What planners ask about a simulated world, always as it is now. */
export class Situation {
  readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** The nearest living enemy. */
  get enemy(): Enemy | undefined {
    return this.simulation.enemies.nearest(this.simulation.pos);
  }

  /** Cells to somebody or something, as the crow flies; `Infinity` for nothing. */
  distanceTo(target: { readonly pos: Cell } | undefined): number {
    return target === undefined ? Infinity : Math.sqrt(squaredDistance(this.simulation.pos, target.pos));
  }

  /** The nearest living enemy who is in sight. */
  get enemyInSight(): Enemy | undefined {
    const { enemies, pos } = this.simulation;
    let best: Enemy | undefined;
    let bestDistance = Infinity;
    for (const enemy of enemies.members) {
      const distance = enemy.hp > 0 ? squaredDistance(pos, enemy.pos) : Infinity;
      const isNearer = distance < bestDistance || (best !== undefined && distance === bestDistance && enemy.id < best.id);
      if (!isNearer || !this.simulation.isSeen(pos, enemy.pos)) continue;
      best = enemy;
      bestDistance = distance;
    }
    return best;
  }

  /** Whom to deal with: the nearest living enemy in sight, or else the nearest. */
  get foe(): Enemy | undefined {
    return this.enemyInSight ?? this.enemy;
  }

  /** The nearest of the player and the comrades who are down. */
  get casualty(): Casualty | undefined {
    const { playerHp, allies, world } = this.simulation;
    const down: Casualty[] = byId(allies.members).filter((ally) => ally.hp <= 0);
    if (playerHp <= 0) down.push({ id: playerId, pos: world.player.pos });
    return this.#nearestFirst(down)[0];
  }

  /** The points of interest to go to: as the objective mentions them, then the nearest first. */
  get goals(): readonly PointOfInterest[] {
    const { pois, objective = '' } = this.simulation.world;
    const text = objective.toLowerCase();
    const places = new Map(pois.map((point) => [point, mentionedAt(text, point.k)]));
    return this.#nearestFirst(pointsInOrder(pois)).toSorted((a, b) => (places.get(a) as number) - (places.get(b) as number));
  }

  /** By distance; equally near ones stay as they are, so the list must come in an order of its own. */
  #nearestFirst<Each extends { readonly pos: Cell }>(list: readonly Each[]): Each[] {
    const { pos } = this.simulation;
    return list.toSorted((a, b) => squaredDistance(a.pos, pos) - squaredDistance(b.pos, pos));
  }
}

/** Where a text first mentions a word of a name (`server_room`), short words aside; behind its end when it does not. */
function mentionedAt(text: string, name: string): number {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const places = words.map((word) => (word.length > 3 ? text.indexOf(word) : -1)).filter((place) => place >= 0);
  return Math.min(text.length, ...places);
}
