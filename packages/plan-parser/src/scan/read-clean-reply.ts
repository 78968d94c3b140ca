import { createPlan, type ToolRegistry } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
import type { ParseLimits } from '../parse-options.ts';
import type { ParsedPlan } from '../result/parse-result.ts';
import { plainName } from '../steps/plain-name.ts';
import { PlanNotes } from '../steps/plan-notes.ts';
import { StepList } from '../steps/step-list.ts';
import { warningsOf } from './parsed-plan.ts';

const none: readonly never[] = Object.freeze([]);

/**
 * The short way for a reply that is `{"steps": […]}` and nothing else, perhaps with an id and a rationale. It gives
 * what `readReply` gives, sooner; `undefined` when the reply is anything else.
 */
export function readCleanReply(text: string, registry: ToolRegistry, limits: ParseLimits): ParsedPlan | undefined {
  // looking is cheap, a parse that fails is not
  if (!startsLikePlan(text) || text.length > limits.maxCharacters || isSteppedTwice(text)) return undefined;
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(reply) || !Array.isArray(reply['steps'])) return undefined;
  const notes = new PlanNotes();
  for (const key of Object.keys(reply)) {
    if (key === 'steps') continue;
    const value = reply[key];
    if (typeof value === 'object' && value !== null) return undefined;
    notes.take(plainName(key), value);
  }
  const list = new StepList(registry, limits.maxSteps, true);
  for (const element of reply['steps']) {
    if (!isRecord(element)) return undefined;
    list.add(element);
  }
  if (list.steps.length === 0) return undefined;
  const { repairs } = list.account;
  return {
    ok: true,
    plan: createPlan(list.steps, notes),
    stage: 'direct',
    repairs: repairs.length === 0 ? none : repairs,
    dropped: list.dropped.length === 0 ? none : list.dropped,
    warnings: warningsOf(list, 0),
  };
}

/** `{` and then a quote, with blanks before and between. */
function startsLikePlan(text: string): boolean {
  let index = skipBlanks(text, 0);
  if (text.charCodeAt(index) !== 0x7b) return false;
  index = skipBlanks(text, index + 1);
  return text.charCodeAt(index) === 0x22;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index += 1;
  return index;
}

/** JSON.parse keeps the last of two equal keys, a reader of a stream has to keep the first. */
function isSteppedTwice(text: string): boolean {
  const first = text.indexOf('"steps"');
  return first < 0 || text.indexOf('"steps"', first + 7) >= 0 || text.includes('\\u00');
}
