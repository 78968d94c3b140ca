import { arenaDomain } from './arena-domain.ts';
import type { Tried } from './begin-step.ts';
import { isUp, withCompanion, type Companion, type Deed, type Game, type Sighting, type Walk } from './game.ts';
import { snapshotFor } from './snapshot.ts';
import { applyStep } from './step-effects.ts';

/** A step that came to its end in this tick; with a problem, it did not work. */
export interface EndedStep {
  readonly companionId: number;
  readonly act: string;
  readonly problem?: string | undefined;
}

/** Every companion goes on with his step for one tick. */
export function carryOn(game: Game): { readonly game: Game; readonly ended: readonly EndedStep[] } {
  const ended: EndedStep[] = [];
  let now = game;
  for (const { id } of game.companions) {
    const companion = now.companions.find((each) => each.id === id);
    if (companion?.task === undefined) continue;
    const { task } = companion;
    const { game: next, problem } = task.kind === 'walk' ? walkOn(now, companion, task) : goOn(now, companion, task);
    now = next;
    if (now.companions.find((each) => each.id === id)?.task === undefined) ended.push({ companionId: id, act: task.step.act, problem });
  }
  return { game: now, ended };
}

function walkOn(game: Game, companion: Companion, walk: Walk): Tried {
  if (!isUp(companion)) return stop(game, companion, 'he is down');
  const reached = Math.min(walk.way.length, walk.progress + walk.cellsPerTick);
  const cells = Math.floor(reached);
  const pos = walk.way[cells - 1] ?? companion.pos;
  // whoever walks away is no longer behind what covered him
  const { 'in-cover': cover = 0, ...effects } = companion.effects;
  const moved = { ...companion, pos, effects: cells > 0 ? effects : { ...effects, 'in-cover': cover } };
  if (cells < walk.way.length) return { game: withCompanion(game, { ...moved, task: { ...walk, way: walk.way.slice(cells), progress: reached - cells } }) };
  return { game: withCompanion(game, { ...moved, task: undefined, effects: { ...moved.effects, ...walk.arrival } }) };
}

function goOn(game: Game, companion: Companion, { step, doneAt }: Deed): Tried {
  if (!isUp(companion)) return stop(game, companion, 'he is down');
  if (game.tick < doneAt) return { game };
  const target = game.sightings.find(({ id }) => id === step['target_id']);
  if (target !== undefined && target.seenAt < game.tick - 1) return stop(game, companion, missed(target));
  const before = snapshotFor(game, companion);
  const simulated = arenaDomain.simulate(before, [step]);
  const [verdict] = simulated.verdicts;
  if (verdict?.isLegal !== true) return stop(game, companion, verdict?.problem ?? 'it cannot be done any more');
  return { game: applyStep(game, companion, step, { before, simulated }) };
}

function stop(game: Game, companion: Companion, problem: string): Tried {
  return { game: withCompanion(game, { ...companion, task: undefined }), problem };
}

/** Sight is decided by everybody's eyes, not by the line that the domain draws to where a foe was. */
function missed({ id }: Sighting): string {
  return `nobody sees foe ${id} any more`;
}
