import type { Plan } from '@planweave/core-types';
import type { PlanCacheRequest } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import fc from 'fast-check';

/** A small fight; everything that a test does not care about is the same every time. */
export function worldWith(parts: Partial<Omit<WorldSnapshot, 'me'>> & { readonly me?: Partial<WorldSnapshot['me']> } = {}): WorldSnapshot {
  const { me, ...rest } = parts;
  return tacticalDomain.parseWorld({
    t: 0,
    player: { hp: 100, pos: { x: -1, y: 0 }, stance: 'stand', orders: [] },
    enemies: [enemyAt(5, 5)],
    pois: [],
    obstacles: [],
    objective: 'extract',
    ...rest,
    me: { pos: { x: 0, y: 0 }, ammo: 10, cooldowns: {}, morale: 1, ...me },
  });
}

/** An unhurt enemy in the open. */
export function enemyAt(x: number, y: number, parts: Partial<WorldSnapshot['enemies'][number]> = {}): WorldSnapshot['enemies'][number] {
  return { id: 7, pos: { x, y }, hp: 100, cover: 'none', lastSeenSeconds: 0, ...parts };
}

/** A request about a tactical world. */
export function about(world: WorldSnapshot, parts: Partial<PlanCacheRequest<WorldSnapshot>> = {}): PlanCacheRequest<WorldSnapshot> {
  return { namespace: 'test', domain: tacticalDomain, world, ...parts };
}

/** Whether every step of a plan may be carried out. */
export function isLegal(world: WorldSnapshot, plan: Plan): boolean {
  return tacticalDomain.check(world, plan.steps).every((verdict) => verdict.isLegal);
}

const small = fc.integer({ min: -2, max: 2 });
const cell = fc.record({ x: small, y: small });

/** Tactical worlds so small that equal ones come up. */
export const anyWorld: fc.Arbitrary<WorldSnapshot> = fc
  .record({
    t: fc.double({ min: 0, max: 100, noNaN: true }),
    ammo: fc.integer({ min: 0, max: 2 }),
    hp: fc.option(fc.constantFrom(1, 100, 30_000), { nil: undefined }),
    cooldowns: fc.dictionary(fc.constantFrom('Heal', 'Scan'), fc.double({ min: 0, max: 2, noNaN: true })),
    inventory: fc.option(fc.dictionary(fc.constantFrom('medkit', 'grenade', 'é', '\u0142'), fc.integer({ min: 0, max: 2 })), { nil: undefined }),
    enemies: fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 3 }), pos: cell, hp: fc.constantFrom(0, 100), lastSeenSeconds: fc.constantFrom(0, 1, 3) }), { selector: ({ id }) => id, maxLength: 3 }),
    obstacles: fc.array(cell, { maxLength: 3 }),
    objective: fc.option(fc.constantFrom('', 'extract', 'defend', 'brücke', 'most \u0142'), { nil: undefined }),
    orders: fc.array(fc.constantFrom('', 'a', 'b', 'ab'), { maxLength: 2 }),
  })
  .map(({ ammo, hp, cooldowns, inventory, orders, ...world }) =>
    tacticalDomain.parseWorld({
      ...world,
      player: { hp: 100, pos: { x: 9, y: 9 }, orders },
      me: { pos: { x: 0, y: 9 }, ammo, cooldowns, ...(hp !== undefined && { hp }), ...(inventory && { inventory }) },
      pois: [],
    }),
  );

/** The same world a moment later, its lists in another order. */
export function disguised(world: WorldSnapshot): WorldSnapshot {
  return tacticalDomain.parseWorld({ ...world, t: world.t + 1, enemies: world.enemies.toReversed(), obstacles: [...world.obstacles, ...world.obstacles].toReversed() });
}
