import { distance } from '../battlefield/distance.ts';
import { carryOn, type EndedStep } from './carry-on.ts';
import { moveCaptain } from './captain.ts';
import { moveFoes } from './foes.ts';
import { isUp, tickMs, ticksPerSecond, type Companion, type Ending, type Game } from './game.ts';
import { look } from './look.ts';

/** What one tick brought. */
export interface Advanced {
  readonly game: Game;
  readonly ended: readonly EndedStep[];
}

const bleedOutTicks = 60 * ticksPerSecond;
const surpriseCells = 20;
/** Morale that comes back in a tick. */
const moraleBack = 0.002;

/** One tick: ours carry on, theirs move, everybody looks, the captain goes his way. */
export function advance(before: Game): Advanced {
  const begun = beginTick(before);
  const { game: carried, ended } = carryOn(begun);
  const seen = look(moveCaptain(moveFoes(carried)));
  const surprised = interruptWalks(seen, begun);
  const ending = endingOf(surprised.game);
  return {
    game: ending === undefined ? surprised.game : { ...surprised.game, ending, news: [...surprised.game.news, epitaph[ending]] },
    ended: [...ended, ...surprised.ended],
  };
}

const epitaph: Readonly<Record<Ending, string>> = { reached: 'The captain has reached the exit.', lost: 'The captain is lost.' };

/** What was for one tick only is over, and time passes for everybody. */
function beginTick(game: Game): Game {
  const { tick, smokes, companions } = game;
  return { ...game, tick: tick + 1, news: [], shots: [], smokes: smokes.filter(({ untilTick }) => untilTick > tick), companions: companions.map(rest) };
}

/** Whatever somebody does: cool-downs run, morale comes back. */
function rest(companion: Companion): Companion {
  const passed = tickMs / 1000;
  const cooldowns = Object.entries(companion.cooldowns).flatMap(([tool, seconds]) => (seconds > passed ? [[tool, seconds - passed] as const] : []));
  return { ...companion, cooldowns: Object.fromEntries(cooldowns), morale: Math.min(1, companion.morale + moraleBack) };
}

/** Walks that a foe is the reason for. */
const evasions: ReadonlySet<string> = new Set(['TakeCover', 'Retreat']);

/** Whoever walks towards something and meets a foe has to think again. */
function interruptWalks(game: Game, before: Game): Advanced {
  const newcomers = game.sightings.filter(({ id }) => !before.sightings.some((known) => known.id === id));
  const ended: EndedStep[] = [];
  const companions = game.companions.map((companion) => {
    const { task, pos } = companion;
    const foe = newcomers.find((each) => distance(each.pos, pos) <= surpriseCells);
    if (foe === undefined || task?.kind !== 'walk' || evasions.has(task.step.act)) return companion;
    ended.push({ companionId: companion.id, act: task.step.act, problem: `foe ${foe.id} came into sight` });
    return { ...companion, task: undefined };
  });
  return { game: { ...game, companions }, ended };
}

function endingOf({ captain, companions, field, tick }: Game): Ending | undefined {
  if (isUp(captain)) return distance(captain.pos, field.exit) <= 1 ? 'reached' : undefined;
  const isBledOut = tick - (captain.downSince ?? tick) >= bleedOutTicks;
  return isBledOut || !companions.some(isUp) ? 'lost' : undefined;
}
