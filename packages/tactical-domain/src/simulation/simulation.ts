import { seesEachOther } from '../grid/line-of-sight.ts';
import { Terrain } from '../grid/terrain.ts';
import { cooldownStepMs, cooldownSteps, staminaPercent } from '../world/quantise.ts';
import { defaultBounds, type Cell, type Enemy, type WorldSnapshot } from '../world/world-snapshot.ts';
import type { Constraints } from '../check/constraints.ts';
import { squaredDistance } from '../grid/distance.ts';
import { Party } from './party.ts';
import { Stock } from './stock.ts';

/** Something that holds for a while: `suppressed` on an enemy, `in-cover` on the agent. */
export interface Status {
  /** What: `suppressed`, `marked`, `in-cover` … */
  readonly name: string;
  /** Whom: the id of an enemy, ally or the player; left out for the agent itself. */
  readonly on?: number | undefined;
  /** When it ends, in seconds after the plan began; `Infinity` for never. */
  readonly untilSeconds: number;
}

/** A cloud that nobody sees through. */
interface Smoke {
  readonly centre: Cell;
  readonly untilMs: number;
}

const smokeRadius = 2;
const smokeMs = 8_000;

/** How far one sees, in cells. */
export const sightRange = 50;

/**
 * A world while a plan is carried out in it. The snapshot is never touched: what changes is kept here, copied on the
 * first write. Reads through the same quantising as keys and prompts do.
 */
export class Simulation {
  readonly world: WorldSnapshot;
  readonly constraints: Constraints;
  readonly terrain: Terrain;
  readonly enemies: Party<Enemy>;
  elapsedMs = 0;
  pos: Cell;
  ammo: number;
  /** In percent; `undefined` when unknown. */
  stamina: number | undefined;
  hp: number | undefined;
  playerHp: number;
  readonly items: Stock;
  readonly charges: Stock;
  statuses: Status[] | undefined;
  #allies: Party<{ readonly id: number; readonly pos: Cell; readonly hp: number }> | undefined;
  #smokes: Smoke[] | undefined;
  #readyAt: Map<string, number> | undefined;
  #usedPoints: Set<number> | undefined;
  #terrainRequests: Set<string> | undefined;

  constructor(world: WorldSnapshot, constraints: Constraints) {
    const { me } = world;
    this.world = world;
    this.constraints = constraints;
    this.terrain = new Terrain(world.obstacles, constraints.bounds ? (world.bounds ?? defaultBounds) : undefined);
    this.enemies = new Party(world.enemies);
    this.pos = me.pos;
    this.ammo = me.ammo;
    this.stamina = me.stamina === undefined ? undefined : staminaPercent(me.stamina);
    this.hp = me.hp;
    this.playerHp = world.player.hp;
    this.items = new Stock(me.inventory);
    this.charges = new Stock(me.abilities);
  }

  get allies() {
    return (this.#allies ??= new Party(this.world.allies ?? []));
  }

  /** True unless the world says that no comrade is up. */
  hasAllies(): boolean {
    return (this.world.allies === undefined && this.#allies === undefined) || this.allies.isAnyUp();
  }

  /** Milliseconds until the tool can be used again, 0 when it can now. */
  cooldownMs(tool: string): number {
    const within = this.#readyAt?.get(tool);
    if (within !== undefined) return Math.max(0, within - this.elapsedMs);
    const seconds = this.world.me.cooldowns[tool];
    return seconds === undefined ? 0 : Math.max(0, cooldownSteps(seconds) * cooldownStepMs - this.elapsedMs);
  }

  startCooldown(tool: string, seconds: number): void {
    if (seconds > 0) (this.#readyAt ??= new Map()).set(tool, this.elapsedMs + seconds * 1000);
  }

  addStatus(name: string, on: number | undefined, seconds: number): void {
    (this.statuses ??= []).push({ name, on, untilSeconds: this.elapsedMs / 1000 + seconds });
  }

  addSmoke(centre: Cell): void {
    (this.#smokes ??= []).push({ centre, untilMs: this.elapsedMs + smokeMs });
  }

  moveTo(cell: Cell): void {
    this.pos = cell;
  }

  spendRounds(count: number): void {
    this.ammo = Math.max(0, this.ammo - count);
  }

  tire(percent: number): void {
    if (this.stamina !== undefined) this.stamina = Math.max(0, this.stamina - percent);
  }

  rest(percent: number): void {
    if (this.stamina !== undefined) this.stamina = Math.min(100, this.stamina + percent);
  }

  /** Queues a change of the land; `false` when the id is taken. */
  requestTerrain(id: string): boolean {
    this.#terrainRequests ??= new Set();
    if (this.#terrainRequests.has(id)) return false;
    this.#terrainRequests.add(id);
    return true;
  }

  usePoint(id: number): void {
    (this.#usedPoints ??= new Set()).add(id);
  }

  isPointUsed(id: number): boolean {
    return this.#usedPoints?.has(id) === true;
  }

  /** Whether two cells see each other, now. */
  isSeen(from: Cell, to: Cell): boolean {
    if (squaredDistance(from, to) > sightRange * sightRange) return false;
    const smokes = this.#smokes;
    if (smokes === undefined) {
      return this.terrain.isSurelyEmpty(from.x, from.y, to.x, to.y) || seesEachOther((x, y) => this.terrain.isBlocked(x, y), from, to);
    }
    return seesEachOther((x, y) => this.terrain.isBlocked(x, y) || this.#isInSmoke(x, y), from, to);
  }

  /** Whether they would see each other if there were no smoke. */
  isSeenThroughSmoke(from: Cell, to: Cell): boolean {
    return squaredDistance(from, to) <= sightRange * sightRange && seesEachOther((x, y) => this.terrain.isBlocked(x, y), from, to);
  }

  #isInSmoke(x: number, y: number): boolean {
    for (const { centre, untilMs } of this.#smokes ?? []) {
      if (untilMs > this.elapsedMs && (centre.x - x) ** 2 + (centre.y - y) ** 2 <= smokeRadius * smokeRadius) return true;
    }
    return false;
  }
}
