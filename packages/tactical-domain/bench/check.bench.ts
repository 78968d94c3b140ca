// Run: npx tsx --conditions=@planweave/source bench/check.bench.ts
import { detailLevels, type PlanStep, type WorldSink } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { compare } from './ratios.ts';
import { skirmish } from './skirmish.ts';

const plan: readonly PlanStep[] = [
  { act: 'MoveTo', x: 15, y: 8, speed: 'run' },
  { act: 'TakeCover', position: { x: 19, y: 20 } },
  { act: 'AimedShot', target_id: 99 },
  { act: 'CoverFire', target_id: 100, duration: 2.5 },
];

/** The floor: every field of a world, read once. */
function readAll(world: WorldSnapshot): number {
  const { player, me } = world;
  let sum = player.hp + player.pos.x + player.pos.y + player.stance.length + player.orders.length + (world.objective?.length ?? 0);
  sum += me.pos.x + me.pos.y + me.ammo + me.morale + (me.hp ?? 0) + (me.stamina ?? 0);
  for (const name in me.cooldowns) sum += me.cooldowns[name] as number;
  for (const name in me.inventory) sum += me.inventory[name] as number;
  for (const order of player.orders) sum += order.length;
  for (const { id, pos, hp, cover, lastSeenSeconds } of world.enemies) sum += id + pos.x + pos.y + hp + cover.length + lastSeenSeconds;
  for (const { k, pos, id } of world.pois) sum += k.length + pos.x + pos.y + (id ?? 0);
  for (const { x, y } of world.obstacles) sum += x + y;
  return sum;
}

/** The cheapest key a cache could use: numbers into a buffer, texts through a table of ids. */
function keySink(): WorldSink & { reset(): void; readonly length: number } {
  const buffer = new Float64Array(8192);
  const ids = new Map<string, number>();
  let length = 0;
  return {
    get length() {
      return length;
    },
    reset() {
      length = 0;
    },
    integer(value) {
      buffer[length++] = value;
    },
    real(value) {
      buffer[length++] = value;
    },
    text(value) {
      let id = ids.get(value);
      if (id === undefined) ids.set(value, (id = ids.size));
      buffer[length++] = id;
    },
  };
}

for (const enemies of [10, 100]) {
  const worlds = Array.from({ length: 64 }, (_, variant) => skirmish(enemies, variant));
  const world = (round: number) => worlds[round & 63] as WorldSnapshot;
  const sink = keySink();
  for (const each of worlds) {
    const verdicts = tacticalDomain.check(each, plan);
    const illegal = verdicts.find((verdict) => !verdict.isLegal);
    if (illegal !== undefined) throw new Error(`the plan of the bench must be legal, but: ${JSON.stringify(illegal)}`);
  }
  console.log(`\n${enemies} enemies`);
  compare([
    { name: 'read every field once', run: (round) => readAll(world(round)) },
    { name: 'check, 4 legal steps', run: (round) => tacticalDomain.check(world(round), plan).length },
    {
      name: 'encode',
      run: (round) => {
        sink.reset();
        tacticalDomain.encode(world(round), sink);
        return sink.length;
      },
    },
    { name: 'JSON.stringify(canonical)', run: (round) => JSON.stringify(tacticalDomain.canonical(world(round))).length },
    ...detailLevels.map((level) => ({
      name: `describe, ${level}`,
      run: (round: number) => tacticalDomain.describe(world(round), level).reduce((sum, section) => sum + section.text.length, 0),
    })),
    {
      name: 'fallback',
      run: (round: number) => tacticalDomain.fallback(world(round), { next: () => 0, fork: () => ({}) as never }).steps.length,
    },
  ]);
}
