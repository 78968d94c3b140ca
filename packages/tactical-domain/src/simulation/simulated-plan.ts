import type { StepVerdict } from '@planweave/core-types';
import type { Cell, WorldSnapshot } from '../world/world-snapshot.ts';
import type { Simulation } from './simulation.ts';
import type { Status } from './status.ts';

/** What a plan would do. */
export interface SimulatedPlan {
  /** One verdict a step, as `check` gives them. */
  readonly verdicts: readonly StepVerdict[];
  /** The world after the legal steps: `t`, cool-downs and whatever the steps changed. Others do not act meanwhile. */
  readonly world: WorldSnapshot;
  /** What holds besides, in the order in which it began: somebody is suppressed, the agent is in cover. */
  readonly statuses: readonly Status[];
  /** Clouds of smoke that were thrown: where, and when they are gone, in seconds after the plan began. */
  readonly smokes: readonly { readonly centre: Cell; readonly untilSeconds: number }[];
  /** How long the legal steps take, in seconds. */
  readonly seconds: number;
}

/** Reads the result out of a simulation. */
export function simulatedPlan(simulation: Simulation, verdicts: readonly StepVerdict[], tools: readonly string[]): SimulatedPlan {
  const { world, elapsedMs, statuses, smokes } = simulation;
  const { me, player } = world;
  const seconds = elapsedMs / 1000;
  const cooldowns = tools.map((tool) => [tool, simulation.cooldownMs(tool) / 1000] as const).filter(([, left]) => left > 0);
  return {
    verdicts,
    world: {
      ...world,
      t: world.t + seconds,
      player: { ...player, hp: simulation.playerHp },
      me: {
        ...me,
        pos: simulation.pos,
        ammo: simulation.ammo,
        cooldowns: Object.fromEntries(cooldowns),
        ...(simulation.hp === undefined ? {} : { hp: simulation.hp }),
        ...(simulation.stamina === undefined ? {} : { stamina: simulation.stamina / 100 }),
        ...(simulation.items.amounts === undefined ? {} : { inventory: simulation.items.amounts }),
        ...(simulation.charges.amounts === undefined ? {} : { abilities: simulation.charges.amounts }),
      },
      enemies: simulation.enemies.members,
      pois: world.pois.filter(({ id }) => id === undefined || !simulation.isPointUsed(id)),
      ...(world.allies === undefined && simulation.allies.members.length === 0 ? {} : { allies: simulation.allies.members }),
    },
    statuses,
    smokes: smokes.map(({ centre, untilMs }) => ({ centre, untilSeconds: untilMs / 1000 })),
    seconds,
  };
}
