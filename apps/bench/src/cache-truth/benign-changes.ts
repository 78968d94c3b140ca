import type { Random } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import type { Change } from './change.ts';

/** Three kinds of change that no plan depends on. */
export const benignChanges: readonly Change[] = [
  change('renamed ids', renamed),
  change('reordered lists', (world, random) => ({ ...world, enemies: shuffled(world.enemies, random), pois: shuffled(world.pois, random), obstacles: shuffled(world.obstacles, random) })),
  change('clock', (world, random) => ({ ...world, t: world.t + random.next() * 10, enemies: world.enemies.map((enemy) => ({ ...enemy, lastSeenSeconds: random.next() })) })),
];

function change(name: string, apply: (world: WorldSnapshot, random: Random) => WorldSnapshot): Change {
  return { name, isBenign: true, apply: ({ world }, random) => ({ world: tacticalDomain.parseWorld(apply(world, random)), domain: tacticalDomain }) };
}

/** Everybody is called otherwise, and nobody what another was called before. */
function renamed(world: WorldSnapshot, random: Random): WorldSnapshot {
  const shift = 1_000 + Math.floor(random.next() * 1_000);
  const ids = shuffled(world.enemies.map(({ id }) => id + shift), random);
  return {
    ...world,
    enemies: world.enemies.map((enemy, index) => ({ ...enemy, id: ids[index]! })),
    allies: world.allies?.map((ally) => ({ ...ally, id: ally.id + shift })),
    pois: world.pois.map((point) => (point.id === undefined ? point : { ...point, id: point.id + shift })),
  };
}

function shuffled<Each>(list: readonly Each[], random: Random): readonly Each[] {
  return list
    .map((each) => ({ each, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ each }) => each);
}
