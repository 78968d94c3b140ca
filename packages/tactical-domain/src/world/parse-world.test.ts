import assert from 'node:assert/strict';
import { InvalidWorldError } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWorld } from '../../test/any-world.ts';
import { worldSchema } from '../../test/world-schema.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';

const plain = () => structuredClone(worldWith({ enemies: [enemyAt(3, 4)] })) as unknown as Record<string, Record<string, unknown>>;

function issuesOf(input: unknown): Record<string, string> {
  try {
    tacticalDomain.parseWorld(input);
  } catch (error) {
    if (InvalidWorldError.isInstance(error)) return Object.fromEntries(error.issues.map(({ path, problem }) => [path, problem]));
    throw error;
  }
  return {};
}

/** The paths of everything in a value that can be changed. */
function looseParts(value: unknown, path = '$'): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, part]) => looseParts(part, `${path}.${key}`));
  return Object.isFrozen(value) ? inside : [path, ...inside];
}

describe('parseWorld', () => {
  it('gives a copy, which later changes of the input do not reach', () => {
    const input = plain();
    const world = tacticalDomain.parseWorld(input);
    expect(world).toStrictEqual(input);
    (input.me as { pos: { x: number } }).pos.x = 9;
    expect(world.me.pos.x).toBe(0);
    expect(tacticalDomain.parseWorld({ ...world })).toStrictEqual(world);
  });

  it('gives back what it gave before, which nobody can have changed', () => {
    fc.assert(
      fc.property(anyWorld, (input) => {
        const world = tacticalDomain.parseWorld(input);
        expect(tacticalDomain.parseWorld(world)).toBe(world);
        expect(looseParts(world)).toEqual([]);
      }),
    );
  });

  it('names the JSON path, the expectation and the finding of every issue', () => {
    const issues = issuesOf({ ...plain(), t: Number.NaN, enemies: [{ ...enemyAt(1, 1), pos: { x: 1.5 } }, 7], objective: 3 });
    expect(issues).toEqual({
      '$.t': 'expected a number, but found NaN',
      '$.enemies[0].pos.x': 'expected a whole number from -1000000 to 1000000, but found 1.5',
      '$.enemies[0].pos.y': 'expected a whole number from -1000000 to 1000000, but found nothing',
      '$.enemies[1]': 'expected an object, but found 7',
      '$.objective': 'expected a text of at most 500 characters, but found 3',
    });
  });

  it.each([undefined, null, 'world', 7, [], () => 1])('refuses %s', (input) => {
    expect(Object.keys(issuesOf(input))[0]).toBe('$');
  });

  it.each([
    ['me.morale', 1.01],
    ['me.morale', 80],
    ['me.ammo', -1],
    ['me.ammo', 2.5],
    ['me.stamina', -0.1],
    ['me.hp', Number.POSITIVE_INFINITY],
    ['me.cooldowns', { Scan: -1 }],
    ['me.cooldowns', { Scan: Number.NaN }],
    ['me.inventory', { medkit: 1.5 }],
    ['player.stance', 'flying'],
    ['player.hp', '75'],
    ['bounds', { minX: 1, minY: 0, maxX: 0, maxY: 5 }],
    ['bounds', { minX: -300, minY: 0, maxX: 300, maxY: 5 }],
  ])('refuses %s = %j', (path, value) => {
    const [outer, inner] = path.split('.') as [string, string | undefined];
    const input = plain();
    if (inner === undefined) input[outer] = value as never;
    else (input[outer] as Record<string, unknown>)[inner] = value;
    expect(Object.keys(issuesOf(input))[0]).toMatch(`$.${path}`);
  });

  it('fills in what a simple game has no notion of', () => {
    const pos = { x: 0, y: 0 };
    const simple = { t: 0, player: { hp: 9, pos }, me: { pos, ammo: 3 }, enemies: [{ id: 1, pos, hp: 5, lastSeenSeconds: 0 }], pois: [], obstacles: [] };
    const world = tacticalDomain.parseWorld(simple);
    expect([world.player.stance, world.player.orders, world.me.cooldowns, world.me.morale, world.enemies[0]?.cover]).toEqual(['stand', [], {}, 1, 'none']);
  });

  it('accepts the outermost allowed values', () => {
    const world = worldWith({ me: { morale: 0, stamina: 1, hp: 0, ammo: 0, cooldowns: { Scan: 0 } }, objective: '' });
    expect(world.me.stamina).toBe(1);
  });

  it('reads cool-downs under any name of a tool and keeps the longest', () => {
    const world = worldWith({ me: { cooldowns: { throw_smoke: 2, throwSmoke: 5, smoke: 1, 'CALL REINFORCEMENTS': 3 } } });
    expect(world.me.cooldowns).toEqual({ ThrowSmoke: 5, CallReinforcements: 3 });
  });

  it('refuses a cool-down of nothing we know', () => {
    expect(issuesOf({ ...plain(), me: { ...plain().me, cooldowns: { 'teleport now': 3 } } })).toEqual({
      '$.me.cooldowns["teleport now"]': 'expected the name of a tool, as in "ThrowSmoke", but no tool is called that',
    });
  });

  it('refuses to let a tool wait that is always ready', () => {
    expect(issuesOf({ ...plain(), me: { ...plain().me, cooldowns: { wait: 1, MoveTo: 0 } } })).toEqual({
      '$.me.cooldowns.wait': 'expected a tool that cools down, but Wait is always ready',
    });
  });

  it('refuses one id for two', () => {
    const input = { ...plain(), enemies: [enemyAt(1, 1), enemyAt(2, 2)], allies: [{ id: 7, pos: { x: 0, y: 0 }, hp: 1 }] };
    expect(issuesOf(input)).toEqual({
      '$.enemies[1].id': 'expected an id of its own, but 7 belongs to one of the enemies already',
      '$.allies[0].id': 'expected an id of its own, but 7 belongs to one of the enemies already',
    });
  });

  it('keeps the id 0 for the player', () => {
    expect(Object.keys(issuesOf({ ...plain(), enemies: [enemyAt(1, 1, { id: 0 })] }))).toEqual(['$.enemies[0].id']);
  });

  it('refuses an agent outside his world and says what to do', () => {
    const far = { ...plain(), me: { ...plain().me, pos: { x: 500, y: 0 } } };
    expect(issuesOf(far)['$.me.pos']).toContain('a world that is not around the origin must give its bounds');
    expect(issuesOf({ ...far, bounds: { minX: 400, minY: -50, maxX: 600, maxY: 50 } })).toEqual({});
  });

  it.each(['enemies', 'pois', 'obstacles', 'allies'])('finds nothing in the holes of the list %s', (list) => {
    expect(Object.keys(issuesOf({ ...plain(), [list]: Object.assign([], { length: 1 }) }))).toEqual([`$.${list}[0]`]);
  });

  it('finds nothing in the holes of orders', () => {
    expect(Object.keys(issuesOf({ ...plain(), player: { ...plain().player, orders: Object.assign([], { length: 2 }) } }))).toEqual(['$.player.orders[0]', '$.player.orders[1]']);
  });

  it('drops what is not part of a world', () => {
    const world = tacticalDomain.parseWorld({ ...plain(), weather: 'rain', enemies: [{ ...enemyAt(1, 1), faction: 'red' }] });
    expect(world).not.toHaveProperty('weather');
    expect(world.enemies[0]).not.toHaveProperty('faction');
  });

  it('measures lists before it looks into them, and stops listing issues at 32', () => {
    const hostile = Array.from({ length: 500_000 }, () => ({}));
    expect(issuesOf({ ...plain(), obstacles: hostile })).toEqual({ '$.obstacles': 'expected at most 4096 entries, but found 500000' });
    expect(Object.keys(issuesOf({ ...plain(), enemies: Array.from({ length: 200 }, () => ({})) }))).toHaveLength(32);
  });

  it('is not led astray by __proto__ and friends', () => {
    const world = worldWith({ me: { inventory: { constructor: 3 } } });
    const drop = (item_name: string) => tacticalDomain.check(world, [{ act: 'DropItem', item_name }])[0]?.isLegal;
    expect(['constructor', '__proto__', 'toString'].map(drop)).toEqual([true, false, false]);
    const me = { ...plain().me, cooldowns: JSON.parse('{"__proto__":1,"toString":1}'), inventory: JSON.parse('{"__proto__":2}') };
    expect(Object.keys(issuesOf({ ...plain(), me }))).toEqual(['$.me.cooldowns.__proto__', '$.me.cooldowns.toString', '$.me.inventory.__proto__']);
    expect(issuesOf(JSON.parse('{"__proto__":{"t":1}}'))['$.t']).toBe('expected a number, but found nothing');
  });

  it('points to the reader for AstraWeave when it sees such a snapshot', () => {
    const { lastSeenSeconds: _, ...enemy } = enemyAt(1, 1);
    expect(issuesOf({ ...plain(), enemies: [{ ...enemy, last_seen: 3 }] })['$.enemies[0].lastSeenSeconds']).toContain('fromAstraWeave');
  });

  it('accepts what a plain schema of the same form accepts, and refuses the rest', () => {
    const junk = fc.constantFrom<unknown>(undefined, null, Number.NaN, -1, 0, 0.5, 1, 2, 1e6, 1e6 + 1, 1e9, '', 'stand', 'x'.repeat(65), 'x'.repeat(501), true, [], {}, [1], { x: 1 });
    fc.assert(
      fc.property(anyWorld, fc.array(fc.tuple(fc.nat(), junk), { maxLength: 2 }), (world, changes) => {
        const input: unknown = structuredClone(world);
        for (const [at, value] of changes) {
          const places = placesIn(input);
          const [owner, key] = places[at % places.length] as [Record<string, unknown>, string];
          owner[key] = value;
        }
        const isAccepted = worldSchema.safeParse(input).success;
        const issues = Object.values(issuesOf(input));
        // Beyond the form, ids must differ, cool-downs must be possible, and the agent must be inside.
        const isBeyondForm = issues.length > 0 && issues.every((problem) => /id of its own|tool|within/.test(problem));
        assert.equal(issues.length === 0 || isBeyondForm, isAccepted);
      }),
      { seed: 14, numRuns: 3000 },
    );
  }, 60_000);
});

/** Every field and entry of plain data, as its owner and key. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [[owner, key] as [Record<string, unknown>, string], ...placesIn(owner[key])]);
}
