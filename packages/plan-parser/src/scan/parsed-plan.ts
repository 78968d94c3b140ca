import { createPlan, deepFreeze } from '@planweave/core-types';
import type { ParsedPlan, ParseStage, ParseWarning, Repair } from '../result/parse-result.ts';
import type { StepList } from '../steps/step-list.ts';
import { parseJson } from '../json/read-json.ts';
import type { Harvest } from './harvest.ts';
import type { TextTape } from './text-tape.ts';

const stages: readonly ParseStage[] = ['direct', 'fence', 'embedded', 'envelope', 'repaired', 'truncated'];

/** The plan of a list with at least one step, and the account of how it was read. */
export function parsedPlan(list: StepList, harvest: Harvest, tape: TextTape, isEmbedded: boolean): ParsedPlan {
  const { id, rationale } = harvest.notes;
  const repairs: Repair[] = [...list.account.repairs];
  if (!list.isUsual) repairs.unshift({ kind: 'list-form', path: '$' });
  let isMended = repairs.some((repair) => repair.kind === 'syntax');
  if (harvest.isMended || (!isMended && !isJson(harvest, tape))) {
    isMended = true;
    repairs.unshift({ kind: 'syntax', path: '$' });
  }
  const isTruncated = harvest.isTruncated || list.dropped.some((step) => step.reason === 'truncated');
  return deepFreeze({
    ok: true,
    plan: createPlan(list.steps, { id, rationale }),
    stage: isTruncated ? 'truncated' : isMended ? 'repaired' : harvest.isFenced ? 'fence' : isEmbedded ? 'embedded' : 'direct',
    repairs,
    dropped: list.dropped,
    warnings: warningsOf(list, harvest),
  });
}

/** False when what holds the plan is not JSON as it stands; commas and comments are passed over without a note. */
function isJson(harvest: Harvest, tape: TextTape): boolean {
  return harvest.planText === undefined || parseJson(tape.slice(...harvest.planText)) !== undefined;
}

/** The same plan, found in something else: the stage that took more counts. */
export function withStage(parsed: ParsedPlan, stage: ParseStage): ParsedPlan {
  return stages.indexOf(parsed.stage) >= stages.indexOf(stage) ? parsed : Object.freeze({ ...parsed, stage });
}

/** The same plan with one more warning. */
export function withWarning(parsed: ParsedPlan, warning: ParseWarning): ParsedPlan {
  return Object.freeze({ ...parsed, warnings: Object.freeze([...parsed.warnings, Object.freeze(warning)]) });
}

/** The warnings about a list, and about what stands beside it. */
function warningsOf(list: StepList, { otherPlans, ignoredSteps }: Harvest): readonly ParseWarning[] {
  const { warnings } = list.account;
  const warn = (kind: ParseWarning['kind'], count: number, one: string, several: string) => {
    if (count > 0) warnings.push({ kind, problem: count === 1 ? `One ${one}` : `${count} ${several}` });
  };
  warn('too-many-steps', list.unread, `more step was not read, because a plan has at most ${list.steps.length} here`, `more steps were not read, because a plan has at most ${list.steps.length} here`);
  warn('several-plans', otherPlans, 'more plan follows the first one and was ignored', 'more plans follow the first one and were ignored');
  warn('ignored-steps', ignoredSteps, 'step beside the plan, under a key of its own, was ignored', 'steps beside the plan, under keys of their own, were ignored');
  return warnings;
}
