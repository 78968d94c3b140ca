import { describe, expect, it } from 'vitest';
import { after, verdictsOf } from '../../test/plans.ts';
import { enemyAt, worldWith } from '../../test/worlds.ts';
import { createTacticalDomain } from '../tactical-domain.ts';

const wall = (x: number, fromY: number, toY: number) => Array.from({ length: toY - fromY + 1 }, (_, index) => ({ x, y: fromY + index }));
/** A closed room around (20,20). */
const room = [19, 20, 21].flatMap((x) => [19, 20, 21].map((y) => ({ x, y }))).filter(({ x, y }) => x !== 20 || y !== 20);

describe('MoveTo', () => {
  it('goes to the cell, and takes 2, 4 or 6 cells a second', () => {
    for (const [speed, seconds] of [['walk', 6], ['run', 3], ['sprint', 2], [undefined, 3]] as const) {
      const result = after(worldWith(), { act: 'MoveTo', x: 7, y: -5, ...(speed && { speed }) });
      expect(result.world.me.pos).toEqual({ x: 7, y: -5 });
      expect(result.seconds).toBe(seconds);
    }
  });

  it('goes around walls, but not into them, through them or out of the world', () => {
    const world = worldWith({ obstacles: [...wall(2, -3, 3), ...room] });
    const cells = [[4, 0], [2, 0], [20, 20], [101, 0], [100, 0]] as const;
    expect(cells.map(([x, y]) => verdictsOf(world, [{ act: 'MoveTo', x, y }])[0])).toEqual(['legal', 'blocked', 'no-path', 'out-of-bounds', 'legal']);
  });

  it('lets somebody who stands on an obstacle leave it', () => {
    expect(verdictsOf(worldWith({ obstacles: [{ x: 0, y: 0 }] }), [{ act: 'MoveTo', x: 3, y: 0 }, { act: 'MoveTo', x: 0, y: 0 }])).toEqual(['legal', 'blocked']);
  });

  it('spends 20 % stamina on a sprint, when stamina is known', () => {
    const sprint = { act: 'MoveTo', x: 6, y: 0, speed: 'sprint' };
    expect(after(worldWith({ me: { stamina: 0.5 } }), sprint).world.me.stamina).toBe(0.3);
    expect(verdictsOf(worldWith({ me: { stamina: 0.19 } }), [sprint, { ...sprint, speed: 'run' }])).toEqual(['no-stamina', 'legal']);
    expect(after(worldWith(), sprint).world.me).not.toHaveProperty('stamina');
  });
});

describe('a world without bounds', () => {
  const domain = createTacticalDomain({ constraints: { bounds: false } });

  it('ends where cells end, and walks there are no more work than any other', () => {
    const world = worldWith({ obstacles: [{ x: 5, y: 1 }, { x: 5, y: -1 }] });
    const far = 1_000_000;
    expect(verdictsOf(world, [{ act: 'MoveTo', x: far, y: 0 }, { act: 'MoveTo', x: -far, y: far }, { act: 'MoveTo', x: 9e15, y: 0 }], domain)).toEqual(['legal', 'legal', 'out-of-bounds']);
    expect(verdictsOf(world, [{ act: 'Patrol', waypoints: [{ x: far, y: 0 }, { x: -far, y: 0 }] }], domain)).toEqual(['legal']);
  });

  it('is searched around the agent when something stands far away', () => {
    const obstacles = [[600, 0], [1, 0], [0, 1], [1, 5], [5, 1]].map(([x = 0, y = 0]) => ({ x, y }));
    const world = worldWith({ obstacles, enemies: [enemyAt(0, -9), enemyAt(-9, 0, { id: 8 })] });
    expect(verdictsOf(world, [{ act: 'MoveTo', x: 3, y: 3 }, { act: 'TakeCover' }], domain)).toEqual(['legal', 'legal']);
  });

  it('has room to fall back when there is little else in it', () => {
    const world = worldWith({ enemies: [enemyAt(-1, 0)], obstacles: [{ x: 49, y: 0 }] });
    expect(verdictsOf(world, [{ act: 'Retreat', target_id: 7, distance: 50 }], domain)).toEqual(['legal']);
  });
});

describe('walls that do not matter', () => {
  it('do not matter either to somebody who looks for a place at some distance', () => {
    const domain = createTacticalDomain({ constraints: { path: false } });
    const bounds = { minX: -5, minY: -5, maxX: 5, maxY: 5 };
    const world = worldWith({ bounds, me: { pos: { x: 5, y: 0 } }, enemies: [enemyAt(4, 1)], obstacles: [{ x: 4, y: 0 }, { x: 5, y: 1 }, { x: 5, y: -1 }] });
    expect(verdictsOf(world, [{ act: 'Retreat', target_id: 7, distance: 3 }], domain)).toEqual(['legal']);
  });
});

describe('Approach', () => {
  it('stops at the distance, on the straight line when it can', () => {
    expect(after(worldWith({ enemies: [enemyAt(30, 0)] }), { act: 'Approach', target_id: 7, distance: 15 }).world.me.pos).toEqual({ x: 15, y: 0 });
  });

  it('stays where it is when it is near enough', () => {
    expect(after(worldWith({ enemies: [enemyAt(10, 0)] }), { act: 'Approach', target_id: 7, distance: 15 }).world.me.pos).toEqual({ x: 0, y: 0 });
  });

  it('looks for another cell when that one is an obstacle', () => {
    const { pos } = after(worldWith({ enemies: [enemyAt(30, 0)], obstacles: [{ x: 28, y: 0 }] }), { act: 'Approach', target_id: 7, distance: 2 }).world.me;
    expect((pos.x - 30) ** 2 + pos.y ** 2).toBeLessThanOrEqual(4);
    expect(pos).not.toEqual({ x: 28, y: 0 });
  });

  it('reaches the player, comrades and points of interest as well', () => {
    const world = worldWith({ allies: [{ id: 5, pos: { x: 9, y: 9 }, hp: 1 }], pois: [{ k: 'exit', pos: { x: -9, y: 9 }, id: 6 }] });
    for (const target_id of [0, 5, 6]) expect(verdictsOf(world, [{ act: 'Approach', target_id, distance: 0 }])).toEqual(['legal']);
  });

  it('is refused for nobody and for the unreachable', () => {
    expect(verdictsOf(worldWith(), [{ act: 'Approach', target_id: 7, distance: 1 }])).toEqual(['no-target']);
    expect(verdictsOf(worldWith({ enemies: [enemyAt(20, 20)], obstacles: room }), [{ act: 'Approach', target_id: 7, distance: 0.5 }])).toEqual(['no-path']);
  });
});

describe('Retreat', () => {
  it('gets at least that far away, straight away from the target when it can', () => {
    expect(after(worldWith({ enemies: [enemyAt(3, 4)] }), { act: 'Retreat', target_id: 7, distance: 10 }).world.me.pos).toEqual({ x: -3, y: -4 });
  });

  it('goes another way along the edge of the world', () => {
    const bounds = { minX: 0, minY: 0, maxX: 30, maxY: 30 };
    const { pos } = after(worldWith({ bounds, enemies: [enemyAt(5, 0)] }), { act: 'Retreat', target_id: 7, distance: 20 }).world.me;
    expect((pos.x - 5) ** 2 + pos.y ** 2).toBeGreaterThanOrEqual(400);
  });

  it('is refused in a corner', () => {
    const bounds = { minX: 0, minY: 0, maxX: 5, maxY: 5 };
    expect(verdictsOf(worldWith({ bounds, enemies: [enemyAt(5, 5)] }), [{ act: 'Retreat', target_id: 7, distance: 20 }])).toEqual(['no-path']);
  });

  it('knows a direction even from somebody on the same cell', () => {
    expect(after(worldWith({ enemies: [enemyAt(0, 0)] }), { act: 'Retreat', target_id: 7, distance: 3 }).world.me.pos).toEqual({ x: 3, y: 0 });
  });
});

describe('TakeCover', () => {
  const exposed = { enemies: [enemyAt(10, 0)], obstacles: [{ x: 2, y: 2 }] };

  it('finds the nearest cell beside an obstacle or out of sight', () => {
    const { world, statuses } = after(worldWith(exposed), { act: 'TakeCover' });
    expect(world.me.pos).toEqual({ x: 0, y: 2 });
    expect(statuses).toEqual([{ name: 'in-cover', untilSeconds: Infinity }]);
  });

  it('takes the cell given, if it covers', () => {
    expect(after(worldWith(exposed), { act: 'TakeCover', position: { x: 2, y: 3 } }).world.me.pos).toEqual({ x: 2, y: 3 });
    expect(verdictsOf(worldWith(exposed), [{ act: 'TakeCover', position: { x: 5, y: 5 } }])).toEqual(['no-cover']);
    expect(verdictsOf(worldWith(exposed), [{ act: 'TakeCover', position: { x: 2, y: 2 } }])).toEqual(['blocked']);
  });

  it('counts a cell that no living enemy sees as cover', () => {
    const dead = [enemyAt(10, 0, { hp: 0 })];
    expect(verdictsOf(worldWith({ enemies: dead }), [{ act: 'TakeCover', position: { x: 5, y: 5 } }])).toEqual(['legal']);
  });

  it('is refused where there is none', () => {
    expect(verdictsOf(worldWith({ enemies: [enemyAt(10, 0)] }), [{ act: 'TakeCover' }])).toEqual(['no-cover']);
  });
});

describe('Strafe', () => {
  it('steps to the left or right of the line to the target', () => {
    const world = worldWith({ enemies: [enemyAt(10, 0)], me: { stamina: 1 } });
    expect(after(world, { act: 'Strafe', target_id: 7, direction: 'left' }).world.me).toMatchObject({ pos: { x: 0, y: -1 }, stamina: 0.95 });
    expect(after(world, { act: 'Strafe', target_id: 7, direction: 'right' }).world.me.pos).toEqual({ x: 0, y: 1 });
    const south = worldWith({ enemies: [enemyAt(0, 10)] });
    expect(after(south, { act: 'Strafe', target_id: 7, direction: 'left' }).world.me.pos).toEqual({ x: 1, y: 0 });
  });

  it('is refused beside a wall, without a target and without breath', () => {
    const strafe = { act: 'Strafe', target_id: 7, direction: 'left' };
    expect(verdictsOf(worldWith({ enemies: [enemyAt(10, 0)], obstacles: [{ x: 0, y: -1 }] }), [strafe])).toEqual(['blocked']);
    expect(verdictsOf(worldWith(), [strafe])).toEqual(['no-target']);
    expect(verdictsOf(worldWith({ enemies: [enemyAt(10, 0)], me: { stamina: 0.04 } }), [strafe])).toEqual(['no-stamina']);
  });
});

describe('Patrol', () => {
  it('walks the round and ends at the last waypoint', () => {
    const result = after(worldWith(), { act: 'Patrol', waypoints: [{ x: 4, y: 0 }, { x: 4, y: 4 }] });
    expect(result.world.me.pos).toEqual({ x: 4, y: 4 });
    expect(result.seconds).toBe(4);
  });

  it('is refused as a whole when one waypoint cannot be reached', () => {
    const world = worldWith({ obstacles: room });
    expect(verdictsOf(world, [{ act: 'Patrol', waypoints: [{ x: 4, y: 0 }, { x: 20, y: 20 }] }])).toEqual(['no-path']);
  });
});
