import { createPlan, type PlanStep, type ToolRegistry } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
import { parseJson } from '../json/read-json.ts';
import { repeatsKey } from '../json/repeats-key.ts';
import type { ParseLimits } from '../parse-options.ts';
import type { ParsedPlan } from '../result/parse-result.ts';
import { isActKey, resolveTool } from '../steps/find-act.ts';
import { plainName } from '../steps/plain-name.ts';
import { PlanNotes } from '../steps/plan-notes.ts';
import { readCleanStep } from '../steps/read-step.ts';
import { toolShapes } from '../steps/tool-shape.ts';

const none: readonly never[] = Object.freeze([]);

/**
 * The short way for a reply that is `{"steps": […]}` with clean steps and nothing else but an id or a rationale. It
 * gives what `readReply` gives, sooner; `undefined` when the reply is anything else.
 */
export function readCleanReply(text: string, registry: ToolRegistry, limits: ParseLimits): ParsedPlan | undefined {
  // looking is cheap, a parse that fails is not
  if (text.length > limits.maxCharacters || !startsLikePlan(text)) return undefined;
  const reply = parseJson(text);
  if (!isRecord(reply) || repeatsKey(text, reply)) return undefined;
  const steps = cleanSteps(reply['steps'], registry, limits.maxSteps);
  if (steps === undefined) return undefined;
  const notes = new PlanNotes();
  for (const key in reply) {
    if (key === 'steps') continue;
    const value = reply[key];
    // another list or object may come before the steps, and then be the plan
    if (typeof value === 'object' && value !== null) return undefined;
    // 1e400, which is no number that could be written back
    if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
    const plainKey = plainName(key);
    // {"act": …, "steps": […]}: the step around the list is ignored, and that has to be said
    if (typeof value === 'string' && isActKey(plainKey) && resolveTool(value, registry) !== undefined) return undefined;
    notes.take(plainKey, value);
  }
  return Object.freeze({ ok: true, plan: createPlan(steps, notes), stage: 'direct', repairs: none, dropped: none, warnings: none });
}

function cleanSteps(elements: unknown, registry: ToolRegistry, maxSteps: number): readonly PlanStep[] | undefined {
  if (!Array.isArray(elements) || elements.length === 0 || elements.length > maxSteps) return undefined;
  const shapes = toolShapes(registry);
  const steps: PlanStep[] = [];
  for (const element of elements) {
    const step = readCleanStep(element, shapes);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

/** `{` and then a quote, with blanks before and between. */
function startsLikePlan(text: string): boolean {
  const brace = skipBlanks(text, 0);
  return text.charCodeAt(brace) === 0x7b && text.charCodeAt(skipBlanks(text, brace + 1)) === 0x22;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index += 1;
  return index;
}
