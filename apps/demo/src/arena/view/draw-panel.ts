import { isUp } from '../game/game.ts';
import { span, type Ink, type Line, type Span } from './span.ts';
import type { ViewState } from './view-state.ts';

const labelColumns = 10;

/** What stands beside the map: how the model keeps up, who made the plans, how the fight goes. */
export function drawPanel({ game, mode, modelName, queue, figures }: ViewState): readonly Line[] {
  const { plans, cacheHits, cacheLookups, lastSlackMs, leastSlackMs, problem } = figures;
  const fallen = game.foes.filter((foe) => !isUp(foe)).length;
  return [
    heading('MODEL'),
    [span(mode === 'heuristic' ? 'none' : modelName)],
    row('queue', ...bars(queue.running, queue.queued)),
    row('slack', slack(lastSlackMs)),
    row('least', slack(leastSlackMs)),
    [span(mode === 'heuristic' || problem === undefined ? '' : problemText(problem.code), 'poor')],
    heading('PLANS'),
    row('llm', span(String(plans.llm), 'llm')),
    row('cache', span(String(plans.cache), 'cache'), span(cacheLookups === 0 ? '' : `  ${percent(cacheHits / cacheLookups)} hits`, 'faint')),
    row('fallback', span(String(plans.fallback), 'fallback')),
    [],
    heading('FIGHT'),
    row('damage', span(`${game.damageTaken} taken`)),
    row('foes', span(`${fallen} of ${game.foes.length} down`)),
    [span('F', 'foe'), span(' foe '), span('?', 'foe'), span(' was '), span('+"', 'good'), span(' supply '), span('>', 'goal'), span(' exit')],
  ];
}

function heading(text: string): Line {
  return [span(text, 'strong')];
}

function row(label: string, ...rest: readonly Span[]): Line {
  return [span(label.padEnd(labelColumns), 'faint'), ...rest];
}

/** One full block for each call that runs, one empty for each that waits. */
function bars(running: number, queued: number): readonly Span[] {
  if (running + queued === 0) return [span('idle', 'faint')];
  return [span('■'.repeat(Math.min(4, running)), 'llm'), span('□'.repeat(Math.min(6, queued)), 'poor'), span(queued === 0 ? '' : ` ${queued} wait`, 'faint')];
}

/** What was left of the time for a plan. */
function slack(ms: number | undefined): Span {
  if (ms === undefined) return span('-', 'faint');
  const ink: Ink = ms < 0 ? 'bad' : ms < 1000 ? 'poor' : 'good';
  return span(`${(ms / 1000).toFixed(1)} s left`, ink);
}

/** `PLANWEAVE_SERVER_UNREACHABLE` as `server unreachable`. */
function problemText(code: string): string {
  return code.replace('PLANWEAVE_', '').replaceAll('_', ' ').toLowerCase();
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}
