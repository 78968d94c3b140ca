import { createPlan, type Plan, type PlanStep, type ToolRegistry } from '@planweave/core-types';
import { InvalidPlanError, type FailedStage } from './result/invalid-plan-error.ts';
import type { DroppedStep, ParseResult } from './result/parse-result.ts';
import { readStep } from './steps/read-step.ts';

/** Bounds of what is read. */
export interface ParseOptions {
  /** The most steps of a plan; further ones are left out with a warning. @default 32 */
  readonly maxSteps?: number;
  /** The most characters (UTF-16 code units) that are read; the rest counts as cut off. @default 131072 */
  readonly maxCharacters?: number;
}

/**
 * Reads a plan from a model's text and throws when there is none; see {@link safeParsePlan}.
 *
 * @throws `InvalidPlanError` when no plan can be read, and nothing else, whatever the text.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { parsePlan } from '@planweave/plan-parser';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * parsePlan('{"steps":[{"act":"Scan","radius":10}]}', createToolRegistry([scan])).steps; //=> [{ act: 'Scan', radius: 10 }]
 * ```
 */
export function parsePlan(text: string, registry: ToolRegistry, options: ParseOptions = {}): Plan {
  const result = safeParsePlan(text, registry, options);
  if (!result.ok) throw result.error;
  return result.plan;
}

/**
 * Reads a plan from a model's text: the plan with an account of what was mended and dropped, or an error.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { safeParsePlan } from '@planweave/plan-parser';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * const result = safeParsePlan('{"steps":[{"act":"Scan","radius":10},{"act":"Fly"}]}', createToolRegistry([scan]));
 * result.ok && result.dropped[0]?.reason; //=> 'unknown-tool'
 * ```
 */
export function safeParsePlan(text: string, registry: ToolRegistry, _options: ParseOptions = {}): ParseResult {
  if (typeof text !== 'string') return failure('text', 'a text', typeof text, '');
  const start = text.indexOf('{');
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, text.lastIndexOf('}') + 1));
  } catch {
    return failure('json', 'JSON', 'other text', text);
  }
  if (typeof value !== 'object' || value === null || !('steps' in value) || !Array.isArray(value.steps)) {
    return failure('plan', 'a list of steps', 'other JSON', text);
  }
  const steps: PlanStep[] = [];
  const dropped: DroppedStep[] = [];
  for (const [index, given] of value.steps.entries()) {
    const reading = readStep(given, registry, index);
    if ('step' in reading) steps.push(reading.step);
    else dropped.push(reading.dropped);
  }
  if (steps.length === 0) {
    return { ok: false, error: new InvalidPlanError({ stage: 'steps', issues: dropped.flatMap((step) => step.issues), text }) };
  }
  return { ok: true, plan: createPlan(steps), stage: start === 0 ? 'direct' : 'embedded', repairs: [], dropped, warnings: [] };
}

function failure(stage: FailedStage, expected: string, received: string, text: string): ParseResult {
  return { ok: false, error: new InvalidPlanError({ stage, issues: [{ path: '$', expected, received }], text }) };
}
