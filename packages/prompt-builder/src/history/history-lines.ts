import { checkOption, shortText, type ToolRegistry } from '@planweave/core-types';
import { cleanText } from '../data/clean-text.ts';
import type { Wording } from '../languages/wording.ts';
import { acceptedStep } from '../tools/accepted-step.ts';
import type { PastPlan } from './past-plan.ts';

const longestNote = 160;
const longestLine = 600;

/**
 * Past plans, one a line and oldest first, the newest `most` of them at the most. A plan of which no step would be
 * accepted any more, or whose steps are too long to show whole, is left out.
 *
 * @throws `InvalidOptionError` for a past plan that is not of the documented form.
 */
export function historyLines(history: readonly PastPlan[], most: number, registry: ToolRegistry, wording: Wording): string[] {
  for (const past of history) checkPastPlan(past, wording);
  const lines: string[] = [];
  for (let index = history.length - 1; index >= 0 && lines.length < most; index -= 1) {
    const line = historyLine(history[index] as PastPlan, registry, wording);
    if (line !== undefined) lines.unshift(line);
  }
  return lines;
}

function historyLine(past: PastPlan, registry: ToolRegistry, wording: Wording): string | undefined {
  const { steps, outcome, note = '' } = past;
  const accepted = steps.flatMap((step) => acceptedStep(step, registry) ?? []);
  const text = cleanText(JSON.stringify(accepted));
  if (accepted.length === 0 || text.length > longestLine) return undefined;
  // quoted, so that a note cannot pass for an outcome
  const why = cleanText(note.slice(0, 4 * longestNote)).replace(/\s+/g, ' ').trim();
  return `${wording.results[outcome]}${why === '' ? '' : ` (${JSON.stringify(shortText(why, longestNote))})`}: ${text}`;
}

function checkPastPlan(past: PastPlan, { results }: Wording): void {
  const owner = 'buildPrompt';
  checkOption(owner, 'history[]', past, 'a past plan: { steps, outcome, note? }', isObject);
  checkOption(owner, 'history[].steps', past.steps, 'a list of steps', (given) => Array.isArray(given) && given.every(isObject));
  checkOption(owner, 'history[].outcome', past.outcome, `one of ${Object.keys(results).join(', ')}`, (given) => Object.hasOwn(results, given));
  checkOption(owner, 'history[].note', past.note, 'a text', (given) => given === undefined || typeof given === 'string');
}

function isObject(given: unknown): boolean {
  return typeof given === 'object' && given !== null;
}
