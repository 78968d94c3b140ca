import assert from 'node:assert/strict';
import { detailLevels, seededRandom } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySteps } from '../../test/any-step.ts';
import { anyWorld } from '../../test/any-world.ts';
import { recordedKey } from '../../test/recorded-key.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';
import { cooldownSteps, lastSeenBand } from './quantise.ts';

const canonicalText = (world: WorldSnapshot) => JSON.stringify(tacticalDomain.canonical(world));
const promptText = (world: WorldSnapshot) => JSON.stringify(detailLevels.map((level) => tacticalDomain.describe(world, level)));

/** The same world as far as any decision goes: time has passed a little, and lists come in another order. */
function disguised(world: WorldSnapshot, seed: number): WorldSnapshot {
  const random = seededRandom(seed);
  const shuffled = <Each>(list: readonly Each[]) => list.map((each) => ({ each, at: random.next() })).toSorted((a, b) => a.at - b.at).map(({ each }) => each);
  const withinStep = (seconds: number) => {
    const steps = cooldownSteps(seconds);
    return steps === 0 ? 0 : (steps - random.next() * 0.99) / 2;
  };
  const withinBand = (seconds: number) => {
    const later = seconds + random.next();
    return lastSeenBand(later) === lastSeenBand(seconds) ? later : seconds;
  };
  const { me } = world;
  return tacticalDomain.parseWorld({
    ...world,
    t: world.t + random.next() * 10,
    me: {
      ...me,
      cooldowns: Object.fromEntries(shuffled(Object.entries(me.cooldowns).map(([name, seconds]) => [name, withinStep(seconds)]))),
      inventory: me.inventory && Object.fromEntries(shuffled([...Object.entries(me.inventory), ['not there', 0]])),
    },
    enemies: shuffled(world.enemies.map((enemy) => ({ ...enemy, lastSeenSeconds: withinBand(enemy.lastSeenSeconds) }))),
    pois: shuffled(world.pois),
    obstacles: shuffled([...world.obstacles, ...world.obstacles.slice(0, 2)]),
    allies: world.allies && shuffled(world.allies),
  });
}

describe('canonical and encode', () => {
  it('V6: give one key to worlds that differ in time and a tiny cool-down decay only', () => {
    const me = { cooldowns: { ThrowExplosive: 8, Scan: 2.5 } };
    const later = { cooldowns: { ThrowExplosive: 7.9, Scan: 2.4 } };
    expect(recordedKey(worldWith({ t: 45, me }))).toBe(recordedKey(worldWith({ t: 45.1, me: later })));
    expect(recordedKey(worldWith({ t: 45, me }))).not.toBe(recordedKey(worldWith({ t: 45.6, me: { cooldowns: { ThrowExplosive: 7.4, Scan: 1.9 } } })));
  });

  it('V3: give different keys to worlds that differ in small numbers', () => {
    const one = worldWith({ me: { pos: { x: 1, y: 2 }, ammo: 9 }, enemies: [enemyAt(5, 6, { hp: 40 })] });
    const other = worldWith({ me: { pos: { x: 2, y: 1 }, ammo: 3 }, enemies: [enemyAt(6, 5, { hp: 41 })] });
    expect(recordedKey(one)).not.toBe(recordedKey(other));
  });

  it('V4: give different keys to one enemy and three', () => {
    const three = [enemyAt(5, 5), enemyAt(6, 5, { id: 8 }), enemyAt(5, 6, { id: 9 })];
    expect(recordedKey(worldWith({ enemies: three.slice(0, 1) }))).not.toBe(recordedKey(worldWith({ enemies: three })));
  });

  it('V5: give different keys to different objectives', () => {
    expect(recordedKey(worldWith({ objective: 'extract' }))).not.toBe(recordedKey(worldWith({ objective: 'defend' })));
  });

  it('T19: give different keys to 95 and 5 hit points, and to near and far, although each differs in one number', () => {
    const at = (x: number, hp: number) => recordedKey(worldWith({ me: { hp: 50 }, enemies: [enemyAt(x, 0, { hp })] }));
    expect(new Set([at(3, 95), at(3, 5), at(30, 95), at(30, 5)]).size).toBe(4);
    expect(recordedKey(worldWith({ me: { hp: 95 } }))).not.toBe(recordedKey(worldWith({ me: { hp: 5 } })));
  });

  it('tell no objective from an empty one, no allies from none known, and no inventory from an empty one', () => {
    for (const [some, other] of [
      [worldWith(), worldWith({ objective: '' })],
      [worldWith(), worldWith({ allies: [] })],
      [worldWith(), worldWith({ me: { inventory: {} } })],
      [worldWith({ me: { inventory: {} } }), worldWith({ me: { abilities: {} } })],
    ] as const) {
      expect(recordedKey(some)).not.toBe(recordedKey(other));
      expect(canonicalText(some)).not.toBe(canonicalText(other));
    }
  });

  it('take -0 for 0', () => {
    const world = worldWith({ me: { pos: { x: -0, y: 0 }, ammo: -0, hp: -0 } });
    expect(recordedKey(world)).toBe(recordedKey(worldWith({ me: { pos: { x: 0, y: 0 }, ammo: 0, hp: 0 } })));
    expect(tacticalDomain.canonical(world)).toStrictEqual(tacticalDomain.canonical(worldWith({ me: { ammo: 0, hp: 0 } })));
  });

  it('do not change with time, order and tiny decay, and neither does the prompt or any verdict', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(), fc.array(anySteps, { minLength: 1, maxLength: 3 }), (world, seed, plans) => {
        const other = disguised(world, seed);
        assert.equal(canonicalText(other), canonicalText(world));
        assert.equal(recordedKey(other), recordedKey(world));
        assert.equal(promptText(other), promptText(world));
        for (const steps of plans) assert.deepEqual(tacticalDomain.check(other, steps), tacticalDomain.check(world, steps));
        assert.deepEqual(tacticalDomain.fallback(other, seededRandom(seed)), tacticalDomain.fallback(world, seededRandom(seed)));
      }),
      { seed: 11, numRuns: 700 },
    );
  }, 60_000);

  it('are equal exactly when the other is, and cover all that prompts show', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, fc.constantFrom('player', 'me', 'enemies', 'pois', 'obstacles', 'objective', 'allies', 'bounds', 't'), (one, two, part) => {
        let other: WorldSnapshot;
        try {
          other = tacticalDomain.parseWorld({ ...one, [part]: two[part] });
        } catch {
          return; // the parts do not fit one another: two entities share an id, or the agent is outside
        }
        const isOneKey = recordedKey(one) === recordedKey(other);
        assert.equal(isOneKey, canonicalText(one) === canonicalText(other));
        assert.ok(!isOneKey || promptText(one) === promptText(other));
      }),
      { seed: 12, numRuns: 1500 },
    );
  }, 60_000);
});
