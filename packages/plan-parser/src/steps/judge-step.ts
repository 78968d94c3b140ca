import { deepFreeze, shortValue, stepOf, type PlanStep, type Tool } from '@planweave/core-types';
import type { z } from 'zod';
import type { PlanIssue } from '../result/invalid-plan-error.ts';
import { isRecord } from '../json/is-record.ts';

/** The most issues reported of one step. */
const mostIssues = 8;

/** What a tool's own schema says about arguments. It is the only judge: what it refuses is refused. */
export type Judgement = { readonly step: PlanStep } | { readonly issues: readonly PlanIssue[] };

/** Asks the tool's schema. A check of the tool that throws counts as a refusal. */
export function judgeStep(tool: Tool, args: Readonly<Record<string, unknown>>, path: string, isNested: boolean): Judgement {
  let read: ReturnType<typeof tool.args.safeParse>;
  try {
    read = tool.args.safeParse(args);
  } catch (thrown) {
    const received = `an error of that check: ${thrown instanceof Error ? thrown.name : 'not an Error'}`;
    return { issues: [{ path, expected: `arguments that the checks of ${tool.name} can take`, received }] };
  }
  if (!read.success) return { issues: read.error.issues.slice(0, mostIssues).map((issue) => issueOf(issue, args, path)) };
  return { step: stepOf(tool.name, isNested ? deepFreeze(read.data) : read.data) };
}

function issueOf(issue: z.core.$ZodIssue, args: unknown, path: string): PlanIssue {
  let value = args;
  let place = path;
  for (const key of issue.path) {
    value = (isRecord(value) || Array.isArray(value)) && Object.hasOwn(value, key) ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
    place += typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
  }
  return { path: place, expected: expectationOf(issue), received: value === undefined ? 'nothing' : shortValue(value) };
}

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === true ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'unrecognized_keys':
      return `no ${issue.keys.slice(0, mostIssues).join(', ')}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
}
