import { shortText, shortValue, type PlanStep, type ToolRegistry } from '@planweave/core-types';
import { fitObject } from '../arguments/fit-value.ts';
import { gatherArguments } from '../arguments/gather-arguments.ts';
import { isDeep, mostLevels } from '../json/is-deep.ts';
import { isRecord } from '../json/is-record.ts';
import { parseObject } from '../json/parse-object.ts';
import type { PlanIssue } from '../result/invalid-plan-error.ts';
import type { DroppedStep, DropReason } from '../result/parse-result.ts';
import { quotedName } from '../result/quoted-name.ts';
import { Account } from './account.ts';
import { doubtWords, type Doubt } from './doubt.ts';
import { findAct, resolveTool, type ActFinding } from './find-act.ts';
import { hasOnlyKnownKeys } from './has-only-known-keys.ts';
import { frozenStep, issuesOf, judgeStep } from './judge-step.ts';
import { nearestTools } from './nearest-tools.ts';
import { toolShape, type ToolShape } from './tool-shape.ts';

/** One element of a list of steps, read: a step with the account of how, or the reason why not. */
export type StepReading = { readonly step: PlanStep; readonly account: Account } | { readonly dropped: DroppedStep };

/** A step that is written exactly as it should be; `undefined` for anything else. The value must be the reader's own: it may become the step. */
export function readCleanStep(value: unknown, shapes: ReadonlyMap<string, ToolShape>): PlanStep | undefined {
  if (!isRecord(value)) return undefined;
  const { act } = value;
  const shape = typeof act === 'string' ? shapes.get(act) : undefined;
  if (shape?.ignoresUnknownKeys !== true) return undefined;
  if (shape.isCertain(value)) return frozenStep(value as PlanStep, shape);
  return hasOnlyKnownKeys(value, shape) ? judgeStep(shape, value) : undefined;
}

/** Reads a value as a step of one of the registered tools, however it is written. The `index` counts from 0 and is for the account. */
export function readLooseStep(value: unknown, registry: ToolRegistry, index: number, doubt?: Doubt): StepReading {
  const path = `$.steps[${index}]`;
  const drop = (reason: DropReason, issue: PlanIssue, problem: string, more: Partial<DroppedStep> = {}): StepReading => {
    return { dropped: { index, reason, issues: [issue], problem: `Step ${index + 1}: ${problem}`, ...more } };
  };
  if (isDeep(value)) {
    const issue = { path, expected: `at most ${mostLevels} levels of objects and lists`, received: 'more' };
    return drop('not-a-step', issue, `it is nested deeper than ${mostLevels} levels; write its arguments side by side`);
  }
  if (doubt !== undefined) {
    const { expected, received, problem } = doubtWords[doubt];
    return drop('ambiguous', { path, expected, received }, problem);
  }
  // a step that was written as JSON into a text
  const inner = typeof value === 'string' ? parseObject(value) : undefined;
  const found = findTool(inner ?? value, registry);
  if (found.kind === 'none') {
    const issue = { path, expected: 'an object with "act"', received: shortValue(value) };
    return drop('not-a-step', issue, `${issue.received} is not a step; write an object with "act"`);
  }
  if (found.kind === 'ambiguous') {
    const names = found.names.map(quotedName).join(' and ');
    return drop('ambiguous', { path, expected: 'one tool', received: names }, `it names two tools, ${names}; name one under "act"`);
  }
  if (found.kind === 'unknown') {
    const nearest = nearestTools(found.name, registry);
    const act = shortText(found.name, 60);
    const hint = nearest.length === 0 ? `choose from ${registry.names.slice(0, 5).join(', ')}…` : `did you mean ${nearest.join(' or ')}?`;
    const expected = nearest.length === 0 ? 'a registered tool' : `a registered tool, such as ${nearest.join(' or ')}`;
    return drop('unknown-tool', { path: `${path}.act`, expected, received: quotedName(found.name) }, `there is no tool ${quotedName(found.name)}; ${hint}`, { act, nearest });
  }
  const { tool } = found;
  const account = new Account();
  const shape = toolShape(tool);
  const act = shortText(found.name, 60);
  noteForm(found, value, path, account);
  const args = fitObject(gatherArguments(found.fields, found.actKey, shape, path, account), shape.schema, path, account);
  if (account.conflict !== undefined) {
    const issue = { path: account.conflict, expected: 'one value', received: 'two different ones' };
    return drop('ambiguous', issue, `${account.conflict} is given twice with different values; give it once`, { act });
  }
  const step = judgeStep(shape, args);
  if (step !== undefined) return { step, account };
  const issues = issuesOf(shape, args, path);
  const [first] = issues;
  const problem = `${tool.name} needs ${first?.expected} at ${first?.path}, but got ${first?.received}`;
  return { dropped: { index, act, reason: 'invalid-arguments', issues, problem: `Step ${index + 1}: ${problem}` } };
}

/** A bare `"Reload"` is a step when the tool asks for nothing; the tool's schema decides that. */
function findTool(value: unknown, registry: ToolRegistry): ActFinding {
  if (isRecord(value)) return findAct(value, registry);
  if (typeof value !== 'string') return { kind: 'none' };
  const tool = resolveTool(value, registry);
  return tool === undefined ? { kind: 'unknown', name: value } : { kind: 'found', tool, name: value, actKey: undefined, fields: {} };
}

function noteForm(found: Extract<ActFinding, { kind: 'found' }>, value: unknown, path: string, account: Account): void {
  if (found.actKey === undefined || found.fields !== value) account.repaired('step-form', path);
  else if (found.actKey !== 'act') account.repaired('act-key', path);
  if (found.name !== found.tool.name) account.repaired('act-name', `${path}.act`);
}
