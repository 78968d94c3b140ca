import type { PlanStep } from '@planweave/core-types';
import type { PlanAttempt, PlanOutcome, PlanTimings } from '@planweave/planner-facade';
import type { WorldSnapshot } from '@planweave/tactical-domain';
import Table from 'cli-table3';
import { oneLine } from '../cli/one-line.ts';

/** What the outcome alone does not say. */
export interface RenderOptions {
  readonly worldName: string;
  readonly world: WorldSnapshot;
  readonly modelName: string;
  readonly host: string;
  /** Why no real model was asked. */
  readonly notice: string | undefined;
}

/** An outcome for people: the plan as a table, who made it, what was tried, and where the milliseconds went. */
export function renderOutcome(outcome: PlanOutcome, options: RenderOptions): string {
  const { plan, reason } = outcome;
  return [
    row('World', oneLine(describeWorld(options))),
    row('Model', oneLine(`${options.modelName} at ${options.host}`)),
    ...(options.notice === undefined ? [] : [row('', options.notice)]),
    '',
    row('Plan', `${plan.steps.length} ${plan.steps.length === 1 ? 'step' : 'steps'}, ${madeBy(outcome)}`),
    planTable(plan.steps),
    ...(plan.rationale === undefined ? [] : [row('Because', oneLine(plan.rationale))]),
    ...(reason === undefined ? [] : [row('Note', reason.sentence), row('', oneLine(reason.message))]),
    '',
    ...outcome.attempts.map((attempt, index) => row(index === 0 ? 'Attempts' : '', describeAttempt(attempt))),
    row('Time', describeTimings(outcome)),
    '',
  ].join('\n');
}

function row(title: string, text: string): string {
  return `${title.padEnd(9)} ${text}`;
}

function describeWorld({ worldName, world }: RenderOptions): string {
  const objective = world.objective === undefined ? 'no objective' : `objective "${oneLine(world.objective)}"`;
  return `${worldName}: ${world.enemies.length} enemies, ${world.pois.length} points of interest, ammo ${world.me.ammo}, ${objective}`;
}

function madeBy({ source, tier, cache }: PlanOutcome): string {
  if (source === 'llm') return `source llm, tier ${tier}`;
  return source === 'cache' ? `source cache (${cache.verdict}), tier ${tier}` : `source fallback, tier ${tier}`;
}

function planTable(steps: readonly PlanStep[]): string {
  const table = new Table({ head: ['#', 'step', 'arguments'], style: { head: [], border: [] } });
  for (const [index, { act, ...args }] of steps.entries()) {
    const shown = Object.entries(args).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    table.push([String(index + 1), act, oneLine(shown.join(', '))]);
  }
  return table.toString();
}

function describeAttempt({ attempt, tier, model, durationMs, error, dropped }: PlanAttempt): string {
  const who = model === undefined ? tier : `${tier} by ${model}`;
  const lost = dropped === undefined ? '' : `, dropped ${dropped.length}: ${dropped.map(({ problem }) => problem).join('; ')}`;
  const result = error === undefined ? `ok${lost}` : `${error.code}: ${error.message}`;
  return oneLine(`${attempt}. ${who} (${milliseconds(durationMs)}): ${result}`);
}

const parts: readonly (readonly [keyof PlanTimings, string])[] = [
  ['cacheMs', 'cache'],
  ['promptMs', 'prompt'],
  ['modelMs', 'model'],
  ['parseMs', 'parse'],
  ['checkMs', 'check'],
  ['fallbackMs', 'heuristics'],
];

const modelParts: readonly (readonly [keyof PlanTimings, string])[] = [
  ['loadMs', 'load'],
  ['prefillMs', 'prefill'],
  ['decodeMs', 'decode'],
];

function describeTimings({ timings, budget }: PlanOutcome): string {
  const list = (names: typeof parts) => names.flatMap(([part, name]) => (timings[part] > 0 ? [`${name} ${milliseconds(timings[part])}`] : []));
  const inModel = list(modelParts);
  const all = list(parts).map((text) => (text.startsWith('model ') && inModel.length > 0 ? `${text} (${inModel.join(', ')})` : text));
  return `${milliseconds(timings.totalMs)} of ${milliseconds(budget.givenMs)}: ${all.join(', ')}`;
}

function milliseconds(duration: number): string {
  return `${duration >= 100 ? Math.round(duration) : Number(duration.toPrecision(2))} ms`;
}
