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

/** One tick: ours carry on, theirs move, everybody looks, the captain goes his way. */
export function advance(before: Game): Advanced {
  const begun: Game = { ...before, tick: before.tick + 1, news: [], shots: [], smokes: before.smokes.filter(({ untilTick }) => untilTick > before.tick), companions: before.companions.map(rest) };
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

/** Time passes for whoever does nothing: cool-downs run, morale comes back. */
function rest(companion: Companion): Companion {
  const cooldowns = Object.entries(companion.cooldowns).flatMap(([tool, seconds]) => (seconds > tickMs / 1000 ? [[tool, seconds - tickMs / 1000] as const] : []));
  return { ...companion, cooldowns: Object.fromEntries(cooldowns), morale: Math.min(1, companion.morale + 0.002) };
}

/** Whoever walks towards something and meets a foe has to think again. */
function interruptWalks(game: Game, before: Game): Advanced {
  const newcomers = game.sightings.filter(({ id }) => !before.sightings.some((known) => known.id === id));
  const ended: EndedStep[] = [];
  const companions = game.companions.map((companion) => {
    const { task, pos } = companion;
    const foe = newcomers.find((each) => Math.hypot(each.pos.x - pos.x, each.pos.y - pos.y) <= surpriseCells);
    if (foe === undefined || task?.kind !== 'walk' || task.step.act === 'TakeCover' || task.step.act === 'Retreat') return companion;
    ended.push({ companionId: companion.id, act: task.step.act, problem: `foe ${foe.id} came into sight` });
    return { ...companion, task: undefined };
  });
  return { game: { ...game, companions }, ended };
}

function endingOf({ captain, companions, field, tick }: Game): Ending | undefined {
  if (isUp(captain)) return Math.hypot(captain.pos.x - field.exit.x, captain.pos.y - field.exit.y) <= 1 ? 'reached' : undefined;
  const isBledOut = tick - (captain.downSince ?? tick) >= bleedOutTicks;
  return isBledOut || !companions.some(isUp) ? 'lost' : undefined;
}
