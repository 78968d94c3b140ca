import { tacticalDomain, tacticalTools, type Cell, type WorldSnapshot } from '@planweave/tactical-domain';
import fc from 'fast-check';

/** Cells near one another, so that things are in reach, in sight and in the way as often as not. */
const near = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -9, max: 9 }));
export const anyCell: fc.Arbitrary<Cell> = fc.record({ x: near, y: near });

const anyText = fc.oneof(fc.constantFrom('extract', 'Clear all hostiles', 'Reach the exit unseen', 'Hold the bridge', ''), fc.string({ maxLength: 60 }));
const anyName = fc.oneof(
  fc.constantFrom('ammo', 'grenade', 'smoke_grenade', 'medkit', 'stimulant', 'command_point', 'rifle', 'aoe_attack', 'cloak'),
  fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== '__proto__'),
);
const amounts = fc.dictionary(anyName, fc.integer({ min: 0, max: 40 }), { maxKeys: 5 });
const hp = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 130 }) });
const anySeconds = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20, noNaN: true }));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const coolingTools = tacticalTools.tools.filter((tool) => tool.cooldownSeconds > 0).map(({ name }) => name);

const anyBounds = fc
  .tuple(fc.integer({ min: 9, max: 40 }), fc.integer({ min: 9, max: 40 }))
  .map(([right, down]) => ({ minX: -9, minY: -9, maxX: right, maxY: down }));

/** Any valid world, small enough that its parts matter to one another. */
export const anyWorld: fc.Arbitrary<WorldSnapshot> = fc
  .record({
    t: fc.double({ min: -10, max: 1e6, noNaN: true }),
    player: fc.record({ hp, pos: anyCell, stance: fc.constantFrom('stand', 'crouch', 'prone'), orders: fc.array(anyText, { maxLength: 3 }) }),
    me: fc.record({
      pos: anyCell,
      ammo: fc.integer({ min: 0, max: 40 }),
      cooldowns: fc.dictionary(fc.constantFrom(...coolingTools), anySeconds, { maxKeys: 12, size: 'max' }),
      morale: fc.double({ min: 0, max: 1, noNaN: true }),
      hp: optional(hp),
      stamina: optional(fc.double({ min: 0, max: 1, noNaN: true })),
      inventory: optional(amounts),
      abilities: optional(amounts),
    }),
    enemies: fc.array(
      fc.record({ pos: anyCell, hp, cover: fc.constantFrom('none', 'low', 'high', 'crate', 'wall'), lastSeenSeconds: anySeconds }),
      { maxLength: 6 },
    ),
    pois: fc.array(fc.record({ k: fc.oneof(fc.constantFrom('exit', 'ammo_cache', 'health_pack', 'bridge'), anyName), pos: anyCell, hasId: fc.boolean() }), { maxLength: 4 }),
    obstacles: fc.oneof(fc.array(anyCell, { maxLength: 10 }), fc.array(anyCell, { minLength: 40, maxLength: 120 })),
    objective: optional(anyText),
    allies: optional(fc.array(fc.record({ pos: anyCell, hp }), { maxLength: 4 })),
    bounds: optional(anyBounds),
    ids: fc.shuffledSubarray(
      Array.from({ length: 14 }, (_, index) => index + 1),
      { minLength: 14, maxLength: 14 },
    ),
  })
  .map(({ ids, ...world }) => {
    const entities = world.enemies.length + (world.allies?.length ?? 0) + world.pois.length;
    const nextId = ids.filter((id) => id <= entities).values();
    const id = () => nextId.next().value as number;
    return tacticalDomain.parseWorld({
      ...world,
      enemies: world.enemies.map((enemy) => ({ ...enemy, id: id() })),
      allies: world.allies?.map((ally) => ({ ...ally, id: id() })),
      pois: world.pois.map(({ hasId, ...point }) => (hasId ? { ...point, id: id() } : point)),
    });
  });
