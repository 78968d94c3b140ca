import { createPlan, legalSteps, type Plan, type PlanStep, type Random } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/** A world, and a plan that is legal in it and about it. */
export interface Scene {
  readonly world: WorldSnapshot;
  readonly plan: Plan;
}

/** What the agent is told, for every kind of change that words can undergo. */
export const objectives = [
  'Extract the hostage through the north gate',
  'Defend the radio tower until help arrives',
  'Escort the engineer to the bridge and protect him from the snipers',
  'Clear all hostiles and hold the courtyard',
] as const;

/** A fight in which everything that a change may touch is there: enemies alive, ammunition, open ground, tools that are ready. */
export function drawScene(random: Random): Scene {
  const whole = (least: number, most: number) => least + Math.floor(random.next() * (most - least + 1));
  const pick = <Value>(values: readonly Value[]) => values[whole(0, values.length - 1)]!;
  const taken = new Set<string>();
  const cell = (least: number, most: number) => {
    for (;;) {
      const place = { x: whole(least, most), y: whole(least, most) };
      if (taken.has(`${place.x},${place.y}`)) continue;
      taken.add(`${place.x},${place.y}`);
      return place;
    }
  };
  const world = tacticalDomain.parseWorld({
    t: whole(0, 600),
    player: { hp: whole(30, 100), pos: cell(-3, 3), stance: pick(['stand', 'crouch', 'prone']), orders: [] },
    me: {
      pos: cell(-3, 3),
      ammo: whole(6, 30),
      morale: 0.5 + random.next() / 2,
      cooldowns: random.next() < 0.5 ? { Heal: whole(1, 12) } : {},
      hp: whole(30, 100),
      stamina: 1,
      inventory: { medkit: 1, grenade: 2, smoke_grenade: 2, ammo: 60, command_point: 2 },
    },
    enemies: Array.from({ length: whole(2, 6) }, (_, index) => ({ id: 101 + index, pos: cell(-9, 9), hp: whole(30, 100), cover: pick(['none', 'low']), lastSeenSeconds: 0 })),
    allies: [{ id: 31, pos: cell(-3, 3), hp: whole(30, 100) }],
    pois: [{ k: 'ammo_cache', pos: cell(-9, 9), id: 51 }, { k: 'health_pack', pos: cell(-9, 9), id: 52 }],
    obstacles: Array.from({ length: whole(0, 4) }, () => cell(-9, 9)),
    objective: pick(objectives),
  });
  return { world, plan: planFor(world, random) };
}

/** Steps about what is there, of which only the legal ones are kept. */
function planFor(world: WorldSnapshot, random: Random): Plan {
  const target = world.enemies[Math.floor(random.next() * world.enemies.length)]!;
  const candidates: readonly PlanStep[] = [
    { act: 'MarkTarget', target_id: target.id },
    { act: 'Attack', target_id: target.id },
    { act: 'CoverFire', target_id: target.id, duration: 2 },
    { act: 'ThrowSmoke', x: target.pos.x, y: target.pos.y },
    { act: 'MoveTo', x: world.me.pos.x + 1, y: world.me.pos.y },
    { act: 'AimedShot', target_id: target.id },
    { act: 'Scan', radius: 10 },
  ];
  const steps = candidates.filter(() => random.next() < 0.7);
  const legal = legalSteps(steps, tacticalDomain.check(world, steps));
  return createPlan(legal.length > 0 ? legal : [{ act: 'Wait', duration: 1 }]);
}
