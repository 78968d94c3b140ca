// Run: npx tsx --conditions=@planweave/source bench/hit-rate.bench.ts
import { createPlan, seededRandom } from '@planweave/core-types';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

const agents = 20;
const ticks = 300;
const random = seededRandom(1);
const whole = (least: number, most: number) => least + Math.floor(random.next() * (most - least + 1));

/** Somebody who walks to and fro between two places, rests, and is shot at now and then. */
function walker(id: number) {
  const [from, to] = [{ x: whole(0, 30), y: whole(0, 30) }, { x: whole(0, 30), y: whole(0, 30) }];
  const period = whole(60, 200);
  let hp = 100;
  return (tick: number) => {
    const phase = Math.abs(((tick % period) / period) * 2 - 1);
    if (random.next() < 0.01) hp = hp < 20 ? 100 : hp - whole(1, 15);
    return { id, hp, pos: { x: from.x + (to.x - from.x) * phase, y: from.y + (to.y - from.y) * phase }, cover: 'none' as const, lastSeenSeconds: (tick % 90) / 10 };
  };
}

/** What every agent sees at every tick, with positions as a physics engine has them. */
function* movingWorlds(): Generator<{ readonly raw: object; readonly world: WorldSnapshot }> {
  const squads = Array.from({ length: agents / 4 }, (_, squad) => Array.from({ length: 8 }, (__, index) => walker(100 * squad + index + 1)));
  const selves = Array.from({ length: agents }, (_, agent) => walker(1_000 + agent));
  for (let tick = 0; tick < ticks; tick += 1) {
    const seen = squads.map((enemies) => enemies.map((enemy) => enemy(tick)));
    for (let agent = 0; agent < agents; agent += 1) {
      const { pos, hp } = selves[agent]!(tick);
      const raw = { t: tick / 10, player: { hp: 100, pos: { x: 15, y: 15 }, stance: 'stand', orders: [] }, me: { pos, hp, ammo: 30 - (Math.floor(tick / 20) % 30), cooldowns: {}, morale: 0.5 + 0.4 * Math.sin(tick / 40) }, enemies: seen[agent % seen.length]!, pois: [], obstacles: [], objective: 'Clear all hostiles' };
      const onGrid = <Each extends { pos: { x: number; y: number } }>(each: Each) => ({ ...each, pos: { x: Math.round(each.pos.x), y: Math.round(each.pos.y) } });
      yield { raw, world: tacticalDomain.parseWorld({ ...raw, me: onGrid(raw.me), enemies: raw.enemies.map(onGrid) }) };
    }
  }
}

/** Positions in cells of a coarser grid, hit points and rounds in bands. */
function coarse(world: WorldSnapshot, grid: number): string {
  const cell = ({ x, y }: { x: number; y: number }) => `${Math.floor(x / grid)},${Math.floor(y / grid)}`;
  const band = (hp: number) => (hp <= 0 ? 0 : hp < 25 ? 1 : hp < 60 ? 2 : 3);
  return JSON.stringify([cell(world.me.pos), band(world.me.hp ?? 100), Math.min(3, Math.ceil(world.me.ammo / 10)), world.enemies.map(({ pos, hp }) => [cell(pos), band(hp)])]);
}

const keys: Readonly<Record<string, (raw: object, world: WorldSnapshot) => string>> = {
  'raw JSON with t': (raw) => JSON.stringify(raw),
  'raw JSON without t': (raw) => JSON.stringify({ ...raw, t: 0 }),
  'quantised: the exact tier': (_, world) => JSON.stringify(tacticalDomain.canonical(world)),
  'grid 2': (_, world) => coarse(world, 2),
  'grid 4': (_, world) => coarse(world, 4),
  'grid 8': (_, world) => coarse(world, 8),
};
const seen = Object.entries(keys).map(([name, keyOf]) => ({ name, keyOf, known: new Set<string>(), hits: 0 }));
const exact = createPlanCache({ maxEntries: 100_000 });
const similar = createPlanCache({ maxEntries: 100_000, similarity: {} });
const plan = createPlan([{ act: 'Scan', radius: 10 }]);
let lookups = 0;

for (const { raw, world } of movingWorlds()) {
  lookups += 1;
  for (const each of seen) {
    const key = each.keyOf(raw, world);
    if (each.known.has(key)) each.hits += 1;
    else each.known.add(key);
  }
  for (const cache of [exact, similar]) if (cache.find({ namespace: 'n', domain: tacticalDomain, world }).plan === undefined) cache.store({ namespace: 'n', domain: tacticalDomain, world }, plan);
}

console.log(`Hits of ${lookups} lookups: ${agents} agents, ${ticks} ticks, 8 enemies each`);
for (const { name, hits } of seen) row(name, hits / lookups);
row('this cache, equal worlds', exact.stats().hitRatio);
row('this cache, similar worlds', similar.stats().hitRatio);

function row(name: string, ratio: number): void {
  console.log(`  ${name.padEnd(28)} ${(100 * ratio).toFixed(1).padStart(5)} %`);
}
