import type { Constraints } from '../check/constraints.ts';
import { squaredDistance } from '../grid/distance.ts';
import { seesEachOther } from '../grid/line-of-sight.ts';
import { Region } from '../grid/region.ts';
import { hasStraightWay } from '../grid/straight-way.ts';
import { Terrain } from '../grid/terrain.ts';
import { cooldownStepMs, cooldownSteps, staminaPercent } from '../world/quantise.ts';
import { defaultBounds, type Ally, type Cell, type Enemy, type WorldSnapshot } from '../world/world-snapshot.ts';
import { Party } from './party.ts';
import { reach } from './reach.ts';
import type { Status } from './status.ts';
import { Stock } from './stock.ts';

/** A cloud that nobody sees through. */
export interface Smoke {
  readonly centre: Cell;
  readonly untilMs: number;
}

const smokeRadius = 2;
const smokeMs = 8_000;

/**
 * A world while a plan is carried out in it. The snapshot is never touched: what changes is kept here, copied on the
 * first write. Everything is read through the same quantising as keys and prompts are.
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
  readonly statuses: Status[] = [];
  readonly smokes: Smoke[] = [];
  #allies: Party<Ally> | undefined;
  #items: Stock | undefined;
  #charges: Stock | undefined;
  #region: Region | undefined;
  #ground: Terrain | undefined;
  /** Tools used within the plan, each followed by when it is ready, in milliseconds; the last use counts. */
  readonly #cooling: (string | number)[] = [];
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
  }

  /** Where one can walk: the terrain, without its obstacles when those are not to matter. */
  get ground(): Terrain {
    return this.constraints.path ? this.terrain : (this.#ground ??= new Terrain([], this.terrain.bounds));
  }

  get allies(): Party<Ally> {
    return (this.#allies ??= new Party(this.world.allies ?? []));
  }

  get items(): Stock {
    return (this.#items ??= new Stock(this.world.me.inventory));
  }

  get charges(): Stock {
    return (this.#charges ??= new Stock(this.world.me.abilities));
  }

  /** True unless the world says that no comrade is up. */
  hasAllies(): boolean {
    return this.world.allies === undefined || this.allies.isAnyUp();
  }

  /** Milliseconds until a tool can be used again, 0 when it can now. */
  cooldownMs(tool: string): number {
    const cooling = this.#cooling;
    for (let index = cooling.length - 2; index >= 0; index -= 2) {
      if (cooling[index] === tool) return Math.max(0, (cooling[index + 1] as number) - this.elapsedMs);
    }
    const seconds = this.world.me.cooldowns[tool];
    return seconds === undefined ? 0 : Math.max(0, cooldownSteps(seconds) * cooldownStepMs - this.elapsedMs);
  }

  startCooldown(tool: string, seconds: number): void {
    if (seconds > 0) this.#cooling.push(tool, this.elapsedMs + seconds * 1000);
  }

  /** Whether somebody can walk from where the agent is, or could get to, to a free cell inside the world. */
  canWalk(from: Cell, to: Cell): boolean {
    if (hasStraightWay(this.terrain, from, to)) return true;
    this.#region ??= new Region(this.terrain, this.world.me.pos);
    return this.#region.has(to.x, to.y);
  }

  moveTo(cell: Cell): void {
    this.pos = { x: cell.x, y: cell.y };
  }

  /** Takes hit points from an enemy, down to 0. Written out field by field, because spreading is much slower. */
  hurt(enemyId: number, damage: number): void {
    const enemy = this.enemies.find(enemyId);
    if (enemy === undefined) return;
    const { id, pos, hp, cover, lastSeenSeconds } = enemy;
    this.enemies.put({ id, pos, hp: Math.max(0, hp - damage), cover, lastSeenSeconds });
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

  /** Notes that something holds for some seconds; see {@link Status}. */
  note(name: string, seconds: number, { on, detail }: Pick<Status, 'on' | 'detail'> = {}): void {
    this.statuses.push({ name, on, detail, untilSeconds: this.elapsedMs / 1000 + seconds });
  }

  /** Takes a point of interest into use; `false` when it was used before. */
  usePoint(id: number): boolean {
    this.#usedPoints ??= new Set();
    return this.#usedPoints.size < this.#usedPoints.add(id).size;
  }

  isPointUsed(id: number): boolean {
    return this.#usedPoints?.has(id) === true;
  }

  /** Queues a change of the land; `false` when the id is taken. */
  requestTerrain(id: string): boolean {
    this.#terrainRequests ??= new Set();
    return this.#terrainRequests.size < this.#terrainRequests.add(id).size;
  }

  addSmoke(centre: Cell): void {
    this.smokes.push({ centre: { x: centre.x, y: centre.y }, untilMs: this.elapsedMs + smokeMs });
  }

  /** Whether two cells see each other, now. */
  isSeen(from: Cell, to: Cell): boolean {
    if (this.smokes.length === 0) return this.isSeenThroughSmoke(from, to);
    return isNear(from, to) && seesEachOther((x, y) => this.terrain.isBlocked(x, y) || this.#isInSmoke(x, y), from, to);
  }

  /** Whether they would see each other if there were no smoke. */
  isSeenThroughSmoke(from: Cell, to: Cell): boolean {
    return isNear(from, to) && this.terrain.isClearBetween(from, to);
  }

  #isInSmoke(x: number, y: number): boolean {
    return this.smokes.some(
      ({ centre, untilMs }) => untilMs > this.elapsedMs && (centre.x - x) ** 2 + (centre.y - y) ** 2 <= smokeRadius ** 2,
    );
  }
}

function isNear(from: Cell, to: Cell): boolean {
  return squaredDistance(from, to) <= reach.sight * reach.sight;
}
