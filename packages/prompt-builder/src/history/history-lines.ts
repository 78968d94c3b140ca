import { checkOption, shortText, type ToolRegistry } from '@planweave/core-types';
import { cleanText } from '../data/clean-text.ts';
import type { Wording } from '../languages/wording.ts';
import type { PastPlan } from './past-plan.ts';

const longestNote = 160;
const longestLine = 600;

/**
 * Past plans, one a line and oldest first, the newest `most` of them at the most. A plan of which no step is offered any
 * more, or whose steps are too long to show whole, is left out.
 */
export function historyLines(history: readonly PastPlan[], most: number, registry: ToolRegistry, wording: Wording): string[] {
  const lines: string[] = [];
  for (let index = history.length - 1; index >= 0 && lines.length < most; index -= 1) {
    const line = historyLine(history[index] as PastPlan, registry, wording);
    if (line !== undefined) lines.unshift(line);
  }
  return lines;
}

function historyLine({ steps, outcome, note }: PastPlan, registry: ToolRegistry, wording: Wording): string | undefined {
  const expectation = `one of ${Object.keys(wording.results).join(', ')}`;
  checkOption('buildPrompt', 'history[].outcome', outcome, expectation, (given) => Object.hasOwn(wording.results, given));
  const offered = steps.filter((step) => registry.get(step.act)?.name === step.act);
  const text = cleanText(JSON.stringify(offered));
  if (offered.length === 0 || text.length > longestLine) return undefined;
  const why = note === undefined || note === '' ? '' : ` (${shortText(cleanText(note.slice(0, 4 * longestNote)).replace(/\s+/g, ' ').trim(), longestNote)})`;
  return `${wording.results[outcome]}${why}: ${text}`;
}
