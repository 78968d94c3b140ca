import { isDeepStrictEqual } from 'node:util';
import type { Random, ToolRegistry } from '@planweave/core-types';
import { createPlanStream, InvalidPlanError, safeParsePlan, type ParseResult } from '@planweave/plan-parser';

/** What a result promises, whatever the text was, and does not keep. */
export function brokenPromises(result: ParseResult, registry: ToolRegistry): string[] {
  if (!result.ok) {
    const { error } = result;
    if (!InvalidPlanError.isInstance(error)) return ['another error'];
    const isShown = JSON.stringify(error).includes('"text"') || Object.keys(error).includes('text');
    return [...(error.issues.length === 0 ? ['no issue'] : []), ...(isShown ? ['shows the text'] : []), ...(error.text.length > 500 ? ['a long text'] : [])];
  }
  const { plan, dropped } = result;
  const broken: string[] = [];
  if (plan.steps.length === 0 || plan.steps.length > 32) broken.push('no steps, or too many');
  if (!Object.isFrozen(plan) || !Object.isFrozen(plan.steps)) broken.push('not frozen');
  for (const step of plan.steps) {
    const { act, ...args } = step;
    const tool = registry.tools.find(({ name }) => name === act);
    if (tool?.args.strict().safeParse(args).success !== true) broken.push(`not a step of the registry: ${JSON.stringify(step)}`);
    if (Object.getPrototypeOf(step) !== Object.prototype || !Object.isFrozen(step)) broken.push('not plain frozen data');
  }
  if (dropped.some((step, place) => place > 0 && step.index <= (dropped[place - 1]?.index ?? 0))) broken.push('dropped steps out of order');
  if (dropped.some((step) => step.issues.length === 0 || step.problem === '')) broken.push('a dropped step without a reason');
  return broken;
}

/** A text read through a stream in pieces. */
export function readInPieces(text: string, registry: ToolRegistry, nextSize: () => number) {
  const stream = createPlanStream(registry);
  const emitted: unknown[] = [];
  for (let from = 0; from < text.length; ) {
    const to = from + nextSize();
    emitted.push(...stream.push(text.slice(from, to)));
    from = to;
  }
  return { text: stream.text, stopReason: stream.stopReason, emitted, result: stream.finish() };
}

/** What a stream promises about a text, cut in whatever pieces, and does not keep. */
export function brokenStreamPromises(text: string, registry: ToolRegistry, random: Random): string[] {
  const broken: string[] = [];
  const whole = readInPieces(text, registry, () => text.length);
  const pieces = readInPieces(text, registry, () => 1 + Math.floor(random.next() * 9));
  if (!isDeepStrictEqual(pieces, whole)) broken.push('chunking matters');
  if (!text.startsWith(whole.text) || (whole.stopReason === undefined && whole.text !== text)) broken.push('text is lost');
  if (!isDeepStrictEqual(whole.result, safeParsePlan(whole.text, registry))) broken.push('finish() differs from safeParsePlan');
  const steps = whole.result.ok ? whole.result.plan.steps : [];
  if (!isDeepStrictEqual(whole.emitted, steps.slice(0, whole.emitted.length))) broken.push('an emitted step is not in the plan');
  return broken;
}
