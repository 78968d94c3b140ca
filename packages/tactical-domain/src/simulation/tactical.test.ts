import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';

const allies = [{ id: 5, pos: { x: 3, y: 3 }, hp: 80 }, { id: 6, pos: { x: -3, y: 3 }, hp: 0 }];
const squad = worldWith({ allies, enemies: [enemyAt(8, 0), enemyAt(0, 8, { id: 9 })], obstacles: [{ x: 0, y: 4 }], me: { inventory: { command_point: 2 } } });

describe('CallReinforcements', () => {
  it('brings comrades for command points, and those count at once', () => {
    const lonely = worldWith({ allies: [], me: { inventory: { command_point: 2 } } });
    const { allies: arrived, me } = after(lonely, { act: 'CallReinforcements', count: 2 }).world;
    expect([arrived?.length, me.inventory]).toEqual([2, { command_point: 0 }]);
    const cover = { act: 'RequestCover', duration: 2 };
    expect(verdictsOf(lonely, [cover, { act: 'CallReinforcements', count: 1 }, cover])).toEqual(['no-allies', 'legal', 'legal']);
    expect(verdictsOf(lonely, [{ act: 'CallReinforcements', count: 3 }])).toEqual(['no-item']);
  });
});

describe('MarkTarget, Distract and Taunt', () => {
  it.each([['MarkTarget', 'marked', 10], ['Distract', 'distracted', 5], ['Taunt', 'taunted', 5]])('%s: the enemy is %s for %d s', (act, name, untilSeconds) => {
    expect(after(squad, { act, target_id: 7 }).statuses).toEqual([{ name, on: 7, untilSeconds }]);
    expect(verdictsOf(squad, [{ act, target_id: 9 }, { act, target_id: 5 }])).toEqual(['no-line-of-sight', 'wrong-target']);
  });
});

describe('RequestCover and CoordinateAttack', () => {
  it('have every living enemy in sight suppressed', () => {
    expect(after(squad, { act: 'RequestCover', duration: 4 }).statuses).toEqual([{ name: 'suppressed', on: 7, untilSeconds: 4 }]);
  });

  it('take 30 hp together', () => {
    expect(after(squad, { act: 'CoordinateAttack', target_id: 7 }).world.enemies[0]?.hp).toBe(70);
  });

  it('need a comrade who is up, unless it is unknown whether there is one', () => {
    const steps = [{ act: 'RequestCover', duration: 4 }, { act: 'CoordinateAttack', target_id: 7 }, { act: 'Regroup', rally_point: { x: 1, y: 1 } }];
    const codes = (list: typeof allies | undefined) => verdictsOf(worldWith({ enemies: [enemyAt(8, 0)], ...(list && { allies: list }) }), steps);
    expect(codes(allies.slice(1))).toEqual(['no-allies', 'no-allies', 'no-allies']);
    expect(codes(undefined)).toEqual(['legal', 'legal', 'legal']);
  });
});

describe('SetAmbush', () => {
  it('hides at a cell that covers', () => {
    const { world, statuses } = after(squad, { act: 'SetAmbush', position: { x: 1, y: 4 } });
    expect([world.me.pos, statuses]).toEqual([{ x: 1, y: 4 }, [{ name: 'in-ambush', untilSeconds: Infinity }]]);
    expect(verdictsOf(squad, [{ act: 'SetAmbush', position: { x: 5, y: 1 } }, { act: 'SetAmbush', position: { x: 0, y: 4 } }])).toEqual(['no-cover', 'blocked']);
  });
});

describe('Regroup', () => {
  it('brings the agent and everybody who is up to the cell', () => {
    const { me, allies: gathered } = after(squad, { act: 'Regroup', rally_point: { x: 2, y: 2 } }).world;
    expect([me.pos, ...(gathered ?? []).map(({ pos }) => pos)]).toEqual([{ x: 2, y: 2 }, { x: 2, y: 2 }, { x: -3, y: 3 }]);
  });
});
