import type { PlanStep, Tool } from '@planweave/core-types';
import type { PlanIssue } from '../result/invalid-plan-error.ts';
import { issueInWords } from './issue-in-words.ts';
import type { ToolShape } from './tool-shape.ts';

/** The most issues reported of one step. */
const mostIssues = 8;

/** What the tool's own schema says about a step's arguments. It is the only judge: what it refuses is no step. */
export function judgeStep(shape: ToolShape, args: Readonly<Record<string, unknown>>): PlanStep | undefined {
  const { tool } = shape;
  const read = safeParse(tool, args);
  // what `stepOf` gives, in a third of the time; zod's output never has a key `__proto__`
  return read?.success === true ? frozenStep(Object.assign({ act: tool.name }, read.data), shape) : undefined;
}

/** A step that was just made, frozen all the way down. */
export function frozenStep(step: PlanStep, { isNested }: Pick<ToolShape, 'isNested'>): PlanStep {
  if (isNested) for (const argument in step) freezeFresh(step[argument]);
  return Object.freeze(step);
}

/** Freezes data that was just made, all the way down, in half the time of `deepFreeze`, which asks first. */
function freezeFresh(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const part in value) freezeFresh((value as Readonly<Record<string, unknown>>)[part]);
  Object.freeze(value);
}

/** Why the tool's schema refuses arguments; asked only when it does. */
export function issuesOf({ tool, schema }: ToolShape, args: Readonly<Record<string, unknown>>, path: string): readonly PlanIssue[] {
  const read = safeParse(tool, args);
  if (read?.success === false) return read.error.issues.slice(0, mostIssues).map((issue) => issueInWords(issue, args, schema, path));
  return [{ path, expected: `arguments that the checks of ${tool.name} can take`, received: 'some on which they fail' }];
}

/** A check of the tool that throws counts as a refusal. */
function safeParse(tool: Tool, args: Readonly<Record<string, unknown>>): ReturnType<typeof tool.args.safeParse> | undefined {
  try {
    return tool.args.safeParse(args);
  } catch {
    return undefined;
  }
}
