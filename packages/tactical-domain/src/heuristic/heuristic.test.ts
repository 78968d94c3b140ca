import { seededRandom } from '@planweave/core-types';
import { createTacticalDomain, defaultRules, tacticalDomain, type HeuristicRule, type WorldSnapshot } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { enemyAt, worldWith } from '../../test/worlds.ts';

const fallback = (world: WorldSnapshot, domain = tacticalDomain) => domain.fallback(world, seededRandom(1));
const pois = [{ k: 'ammo_cache', pos: { x: 3, y: 0 }, id: 31 }, { k: 'exit_gate', pos: { x: 20, y: 0 }, id: 32 }];
const down = [{ id: 5, pos: { x: 8, y: 0 }, hp: 0 }];
const wall = [-1, 0, 1].map((y) => ({ x: 5, y }));

describe('the default rules', () => {
  it.each<[string, Parameters<typeof worldWith>[0], string[]]>([
    ['rescue: ally 5 is down and no enemy is close', { allies: down, enemies: [enemyAt(30, 0)] }, ['Approach', 'Revive']],
    ['rescue: the player is down and no enemy is close', { player: { hp: 0, pos: { x: 1, y: 0 }, stance: 'prone', orders: [] } }, ['Revive']],
    ['escape: only 20 hp left with enemy 7 4.0 cells away', { me: { hp: 20 }, enemies: [enemyAt(4, 0)] }, ['ThrowSmoke', 'Retreat', 'Heal']],
    ['heal: only 40 hp left', { me: { hp: 40 } }, ['TakeCover', 'Heal']],
    ['break-off: morale is broken and enemy 7 is 9.0 cells away', { me: { morale: 0.2 }, enemies: [enemyAt(9, 0)], obstacles: [{ x: -12, y: 1 }] }, ['Retreat', 'TakeCover']],
    ['melee: enemy 7 is within reach', { enemies: [enemyAt(1, 1)] }, ['HeavyAttack', 'Attack']],
    ['reload: the magazine is empty and enemy 7 is about', { me: { ammo: 0 }, enemies: [enemyAt(9, 0)], obstacles: wall }, ['TakeCover', 'Reload']],
    ['hide: the objective asks for stealth and enemy 7 is in sight', { objective: 'Get in UNSEEN', enemies: [enemyAt(9, 0)], obstacles: [{ x: 0, y: 2 }] }, ['TakeCover', 'Wait']],
    ['sneak: the objective asks for stealth and no enemy is in sight: on to (20,0)', { objective: 'Reach the gate unseen', enemies: [enemyAt(9, 0)], obstacles: [...wall, { x: 21, y: 1 }], pois }, ['MoveTo', 'TakeCover']],
    ['fight: enemy 7 is in sight, 9.0 cells away', { enemies: [enemyAt(9, 0)], obstacles: [{ x: 0, y: 2 }] }, ['AimedShot', 'TakeCover']],
    ['hunt: the objective is to fight and enemy 7 is 40.0 cells away', { objective: 'Clear all hostiles', enemies: [enemyAt(40, 0)] }, ['Approach', 'AimedShot']],
    ['goal: the objective leads to (20,0)', { objective: 'Extract by the gate', pois }, ['MoveTo']],
    ['caution: enemy 7 is known to be 9.0 cells away', { enemies: [enemyAt(9, 0)], obstacles: wall }, ['TakeCover', 'Scan']],
    ['regroup: the player is far away', { player: { hp: 9, pos: { x: 30, y: 0 }, stance: 'stand', orders: [] } }, ['Approach']],
    ['patrol: it is quiet', { pois }, ['Patrol']],
    ['look: there is nothing better to do', {}, ['Scan']],
    ['wait: there is nothing better to do', { me: { cooldowns: { Scan: 3 } } }, ['Wait']],
  ])('%s', (rationale, parts, acts) => {
    const plan = fallback(worldWith(parts));
    expect([plan.rationale, plan.steps.map(({ act }) => act)]).toEqual([rationale, acts]);
  });

  it('have each rule above', () => {
    expect(defaultRules.map(({ name }) => name)).toEqual(
      'rescue escape heal break-off melee reload hide sneak fight hunt goal caution regroup patrol look wait'.split(' '),
    );
  });

  it('choose the nearest enemy rather than the first', () => {
    const enemies = [enemyAt(15, 0, { id: 1 }), enemyAt(6, 0, { id: 2 })];
    expect(fallback(worldWith({ enemies })).steps[0]).toMatchObject({ target_id: 2 });
  });

  it('prefer an enemy in sight to a nearer one behind a wall', () => {
    const enemies = [enemyAt(7, 0, { id: 1 }), enemyAt(0, 12, { id: 2 })];
    expect(fallback(worldWith({ enemies, obstacles: wall })).steps[0]).toMatchObject({ act: 'AimedShot', target_id: 2 });
  });

  it('keep a grenade for a crowd, and away from our own', () => {
    const enemies = [enemyAt(12, 0, { id: 1 }), enemyAt(13, 1, { id: 2 })];
    expect(fallback(worldWith({ enemies })).steps[0]).toEqual({ act: 'ThrowExplosive', x: 12, y: 0 });
    expect(fallback(worldWith({ enemies, allies: [{ id: 5, pos: { x: 10, y: 0 }, hp: 9 }] })).steps[0]).toMatchObject({ act: 'AimedShot' });
  });

  it('go where the objective points, in the order in which it mentions places', () => {
    const goals = ['Take the ammo to the exit', 'Leave by the exit with the ammo'].map((objective) => {
      return fallback(worldWith({ objective: `${objective}: reach it`, pois, player: { hp: 1, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] } })).steps[0];
    });
    expect(goals).toEqual([{ act: 'MoveTo', x: 3, y: 0 }, { act: 'MoveTo', x: 20, y: 0 }].map((step) => expect.objectContaining(step)));
  });

  it('go beside a goal that stands on an obstacle', () => {
    const world = worldWith({ objective: 'Reach the generator', pois: [{ k: 'generator', pos: { x: 9, y: 0 } }], obstacles: [{ x: 9, y: 0 }] });
    expect(fallback(world).steps).toEqual([{ act: 'MoveTo', x: 7, y: 0 }]);
  });

  it('use a point of interest that is beside the agent', () => {
    expect(fallback(worldWith({ objective: 'Fetch the ammo', pois, me: { pos: { x: 2, y: 0 } } })).steps).toEqual([{ act: 'Interact', target_id: 31 }]);
  });

  it('do with MoveTo what Retreat, TakeCover and Approach would have done', () => {
    const domain = createTacticalDomain({ tools: ['MoveTo'] });
    const fleeing = fallback(worldWith({ me: { hp: 20 }, enemies: [enemyAt(4, 0)] }), domain).steps[0];
    expect(fleeing?.act).toBe('MoveTo');
    expect(((fleeing?.x as number) - 4) ** 2 + (fleeing?.y as number) ** 2).toBeGreaterThanOrEqual(15 ** 2);
    expect(fallback(worldWith({ enemies: [enemyAt(9, 0)], obstacles: wall }), domain).steps).toEqual([{ act: 'MoveTo', x: 0, y: 0 }]);
    expect(fallback(worldWith({ allies: down }), domain).steps[0]).toMatchObject({ act: 'MoveTo' });
  });
});

describe('rules of one’s own', () => {
  const rule: HeuristicRule = {
    name: 'stand-fast',
    when: [{ is: 'objective-mentions', words: ['bridge'] }, { is: 'ammo-below', rounds: 20 }],
    do: [{ do: 'reload' }, { do: 'wait', seconds: 2 }],
    because: 'holding with {ammo} rounds, {unknown}',
  };

  it('come first when they are put first, and explain themselves', () => {
    const domain = createTacticalDomain({ rules: [rule, ...defaultRules] });
    const plan = fallback(worldWith({ objective: 'Hold the Bridge' }), domain);
    expect(plan.rationale).toBe('stand-fast: holding with 10 rounds, {unknown}');
    expect(plan.steps).toEqual([{ act: 'Reload' }, { act: 'Wait', duration: 2 }]);
    expect(fallback(worldWith({ objective: 'Leave' }), domain).rationale).toMatch(/^look:/);
  });

  it('leave the agent where it is when none applies', () => {
    const domain = createTacticalDomain({ rules: [rule] });
    expect(fallback(worldWith(), domain)).toMatchObject({ steps: [{ act: 'Wait', duration: 1 }], rationale: 'hold: no rule applies' });
  });

  it('may come from a file', () => {
    const rules = JSON.parse(JSON.stringify([rule])) as HeuristicRule[];
    expect(fallback(worldWith({ objective: 'bridge' }), createTacticalDomain({ rules })).steps).toHaveLength(2);
  });
});
