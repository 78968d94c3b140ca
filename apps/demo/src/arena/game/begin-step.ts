import type { PlanStep } from '@planweave/core-types';
import type { Cell, SimulatedPlan } from '@planweave/tactical-domain';
import { isSameCell } from '../battlefield/distance.ts';
import { arenaDomain } from './arena-domain.ts';
import { withCompanion, ticksPerSecond, type Companion, type Game, type Task } from './game.ts';
import { snapshotFor } from './snapshot.ts';
import { lastingEffects, pinFoes } from './step-effects.ts';

/** A game in which something was tried: it goes on either way, and `problem` says why it did not work. */
export interface Tried {
  readonly game: Game;
  readonly problem?: string | undefined;
}

/** A companion begins a step, in place of whatever he was doing. */
export function beginStep(game: Game, companion: Companion, step: PlanStep): Tried {
  const simulated = arenaDomain.simulate(snapshotFor(game, companion), [step]);
  const [verdict] = simulated.verdicts;
  if (verdict?.isLegal !== true) return { game: withCompanion(game, { ...companion, task: undefined }), problem: verdict?.problem ?? 'nobody knows what it means' };
  return { game: withCompanion(pinFoes(game, simulated), { ...companion, task: taskFor(game, companion, step, simulated) }) };
}

const walks = new Set(['MoveTo', 'Approach', 'Retreat', 'TakeCover', 'Patrol']);

function taskFor(game: Game, companion: Companion, step: PlanStep, simulated: SimulatedPlan): Task {
  if (!walks.has(step.act)) return { kind: 'deed', step, doneAt: game.tick + Math.max(1, Math.round(simulated.seconds * ticksPerSecond)) };
  const stops = step.act === 'Patrol' ? (step['waypoints'] as readonly Cell[]) : [simulated.world.me.pos];
  const starts = [companion.pos, ...stops];
  const whole = stops.flatMap((stop, index) => game.surveyor.wayBetween(starts[index] as Cell, stop));
  // where a comrade is, or will be, there is room beside him
  const way = whole.slice(0, whole.findLastIndex((cell) => !isTaken(game, companion, cell)) + 1);
  // the domain reckons with the straight way; here, obstacles have to be walked around at the same speed
  const straight = stops.reduce((sum, stop, index) => sum + steps(starts[index] as Cell, stop), 0);
  const cellsPerTick = simulated.seconds === 0 ? Infinity : straight / simulated.seconds / ticksPerSecond;
  return { kind: 'walk', step, way, cellsPerTick, progress: 0, arrival: lastingEffects(simulated, game.tick) };
}

function isTaken({ companions, captain }: Game, { id }: Companion, cell: Cell): boolean {
  const places = companions.flatMap((each) => (each.id === id ? [] : [each.pos, ...(each.task?.kind === 'walk' ? each.task.way.slice(-1) : [])]));
  return [captain.pos, ...places].some((place) => isSameCell(place, cell));
}

function steps(from: Cell, to: Cell): number {
  return Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
}
