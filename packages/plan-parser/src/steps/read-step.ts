import { shortText, stepOf, type PlanStep, type ToolRegistry } from '@planweave/core-types';
import type { DroppedStep } from '../result/parse-result.ts';

/** One element of a list of steps, read: either a step or the reason why not. */
export type StepReading = { readonly step: PlanStep } | { readonly dropped: DroppedStep };

/** Reads a value as a step of one of the registered tools. */
export function readStep(value: unknown, registry: ToolRegistry, index: number): StepReading {
  const path = `$.steps[${index}]`;
  if (typeof value !== 'object' || value === null || !('act' in value) || typeof value.act !== 'string') {
    const problem = `Step ${index + 1} is not an object with an "act"`;
    return { dropped: { index, reason: 'not-a-step', issues: [{ path, expected: 'an object with "act"', received: typeof value }], problem } };
  }
  const { act, ...given } = value;
  const tool = registry.get(act);
  const shown = shortText(act, 60);
  if (tool === undefined) {
    const issue = { path: `${path}.act`, expected: 'a registered tool', received: `"${shown}"` };
    return { dropped: { index, act: shown, reason: 'unknown-tool', issues: [issue], problem: `Step ${index + 1} uses the unknown tool "${shown}"` } };
  }
  const read = tool.args.safeParse(given);
  if (read.success) return { step: stepOf(tool.name, read.data) };
  const issues = read.error.issues.map((issue) => ({ path: [path, ...issue.path.map(String)].join('.'), expected: issue.message, received: 'something else' }));
  return { dropped: { index, act: shown, reason: 'invalid-arguments', issues, problem: `Step ${index + 1} (${tool.name}): ${issues[0]?.expected ?? 'invalid'}` } };
}
