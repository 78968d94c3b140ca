import { shortValue, type Plan, type Tool, type ToolRegistry } from '@planweave/core-types';
import { parseLimits, type ParseOptions } from './parse-options.ts';
import { InvalidPlanError } from './result/invalid-plan-error.ts';
import type { ParseResult, StepOfRegistry } from './result/parse-result.ts';
import { readCleanReply } from './scan/read-clean-reply.ts';
import { failure } from './scan/failure-of.ts';
import { readReply } from './scan/read-reply.ts';

/**
 * Reads a plan from a model's text and throws when there is none; see {@link safeParsePlan}.
 *
 * @throws `InvalidPlanError` when no plan can be read, and nothing else, whatever the text.
 * @throws `InvalidOptionError` for a bound that is not a whole number above 0, which is the caller's mistake.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { parsePlan } from '@planweave/plan-parser';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * parsePlan('Sure! ```json\n[{"action":"scan","args":{"radius":"10"}}]', createToolRegistry([scan])).steps; //=> [{ act: 'Scan', radius: 10 }]
 * ```
 */
export function parsePlan<AnyTool extends Tool>(text: string, registry: ToolRegistry<AnyTool>, options?: ParseOptions): Plan<StepOfRegistry<AnyTool>> {
  const result = safeParsePlan(text, registry, options);
  if (!result.ok) throw result.error;
  return result.plan;
}

/**
 * Reads a plan from a model's text: the plan with an account of what was mended, dropped and ignored, or an error that
 * says how far the reading came. What has one reading is put right; what has two is dropped and reported; nothing is
 * dropped in silence. The plan is frozen; its id is the model's when it gives a sane one, or else derived from the
 * steps. Time is proportional to the length of the text.
 *
 * @param text - The whole reply. Anything but a string is an error like any other text without a plan.
 * @throws `InvalidOptionError` for a bound that is not a whole number above 0; nothing else.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { safeParsePlan } from '@planweave/plan-parser';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * const result = safeParsePlan('{"steps":[{"act":"Scan","radius":10},{"act":"Scam","radius":5}]}', createToolRegistry([scan]));
 * result.ok && result.plan.steps.length; //=> 1
 * result.ok && result.dropped[0]?.problem; //=> 'Step 2: there is no tool "Scam"; did you mean Scan?'
 * ```
 */
export function safeParsePlan<AnyTool extends Tool>(text: string, registry: ToolRegistry<AnyTool>, options?: ParseOptions): ParseResult<StepOfRegistry<AnyTool>> {
  const limits = parseLimits('safeParsePlan', options);
  if (typeof text !== 'string') return { ok: false, error: new InvalidPlanError({ ...failure('text', 'a text', shortValue(text)), text: '' }) };
  // every step was judged by the schema of its tool
  return (readCleanReply(text, registry, limits) ?? readReply(text, registry, limits)) as ParseResult<StepOfRegistry<AnyTool>>;
}
