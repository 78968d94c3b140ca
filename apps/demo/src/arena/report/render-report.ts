import { oneLine } from '../../cli/one-line.ts';
import { clockText } from '../view/draw-frame.ts';
import type { RunReport } from './run-report.ts';

const endings: Readonly<Record<RunReport['ending'], string>> = {
  reached: 'The captain reached the exit',
  lost: 'The captain was lost',
  unfinished: 'The captain was still on his way',
};

/** The end of a run in a few lines. */
export function renderReport({ seed, mode, model, isDeterministic, ticks, ending, damageTaken, foesDown, planner }: RunReport): string {
  const { problem, plans, cacheHits, cacheLookups, modelCalls, longestQueue, leastSlackMs } = planner;
  return [
    `${endings[ending]} after ${ticks} ${ticks === 1 ? 'tick' : 'ticks'} (${clockText(ticks)}); seed ${seed}, ${mode}, ${damageTaken} damage taken, ${foesDown} foes down.`,
    `Plans: ${plans.llm} llm, ${plans.cache} cache, ${plans.fallback} fallback; ${modelCalls} calls of ${oneLine(model)}, at most ${longestQueue} waiting; cache ${cacheHits} of ${cacheLookups}.`,
    ...(leastSlackMs === undefined ? [] : [`The tightest plan had ${Math.round(leastSlackMs)} ms left of its time.`]),
    ...(mode === 'heuristic' || problem === undefined ? [] : [`The last one came from the heuristics: ${oneLine(problem.message)}`]),
    ...(isDeterministic ? [] : ['A real server and the clock of this machine had a part in it: the same seed may give another run.']),
    '',
  ].join('\n');
}
