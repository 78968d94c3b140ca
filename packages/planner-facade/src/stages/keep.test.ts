import { createPlanCache } from '@planweave/prompt-cache';
import { compose } from '@planweave/resilience';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { manualClock, scriptedModel } from '@planweave/testing';
import { describe, expect, it } from 'vitest';
import { createPlanner } from '../create-planner.ts';

type Changeable = WorldSnapshot & { enemies: WorldSnapshot['enemies']; me: { ammo: number } };

const worldWith = (ammo: number) =>
  structuredClone(
    tacticalDomain.parseWorld({ t: 0, player: { hp: 100, pos: { x: 0, y: 0 } }, me: { ammo, pos: { x: 1, y: 0 } }, enemies: [{ id: 7, pos: { x: 5, y: 5 }, hp: 90, lastSeenSeconds: 0 }], pois: [], obstacles: [] }),
  ) as Changeable;

/** A planner whose domain hands worlds on as they are, so that the game can change them behind its back. */
function trusting(check: typeof tacticalDomain.check = (world, steps) => tacticalDomain.check(world, steps)) {
  const clock = manualClock();
  const cache = createPlanCache({ clock });
  const planner = createPlanner({
    domain: { ...tacticalDomain, isFrozen: () => false, check, parseWorld: (world) => world as WorldSnapshot },
    model: scriptedModel(['{"steps":[{"act":"Attack","target_id":7}]}']),
    clock,
    cache,
    policy: compose([]),
  });
  return { cache, planner, plan: (world: unknown) => clock.runUntil(planner.plan(world)) };
}

describe('keep', () => {
  it('keeps the plan for a world that nobody changed', async () => {
    const { planner, plan } = trusting();
    expect((await plan(worldWith(10))).source).toBe('llm');
    expect(planner.planSync(worldWith(10))?.plan.steps).toEqual([{ act: 'Attack', target_id: 7 }]);
  });

  it('T25: keeps nothing for a world that changed while the model wrote', async () => {
    const { cache, planner, plan } = trusting();
    const world = worldWith(10);
    const planned = plan(world);
    world.me.ammo = 5;
    expect((await planned).source).toBe('llm');
    expect(cache.stats().stored).toBe(0);
    expect([10, 5].map((ammo) => planner.planSync(worldWith(ammo)))).toEqual([undefined, undefined]);
  });

  it('T25: keeps nothing for a world that changed after the last check', async () => {
    const world = worldWith(10);
    const { cache, planner, plan } = trusting((live, steps) => {
      if (live === world) queueMicrotask(() => Object.assign(world, { enemies: [] }));
      return tacticalDomain.check(live, steps);
    });
    expect((await plan(world)).source).toBe('llm');
    expect(cache.stats().stored).toBe(0);
    expect(planner.planSync({ ...worldWith(10), enemies: [] })).toBeUndefined();
  });
});
