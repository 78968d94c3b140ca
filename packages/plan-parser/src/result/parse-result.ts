import type { Plan, PlanStep, StepOf, Tool } from '@planweave/core-types';
import type { InvalidPlanError, PlanIssue } from './invalid-plan-error.ts';

/**
 * What it took to find the plan, from the least to the most; the most that was needed is reported.
 *
 * - `direct`: the text is the plan as JSON, with nothing around it.
 * - `fence`: the plan stood in a Markdown code fence.
 * - `embedded`: there was prose or reasoning around the plan.
 * - `envelope`: the plan was the text inside another JSON value, such as a chat reply.
 * - `repaired`: the syntax of the JSON had to be mended.
 * - `truncated`: the text stops in the middle; the complete steps before the cut were kept.
 */
export type ParseStage = 'direct' | 'fence' | 'embedded' | 'envelope' | 'repaired' | 'truncated';

/**
 * What was put right. Each kind has one reading only; whatever has two is dropped instead.
 *
 * - `syntax`: quotes, commas, brackets, comments, escapes; at `$` around the steps, at `$.steps[2]` inside one.
 * - `list-form`: the steps were not a list under `steps`, but under another key, a bare list, or alone.
 * - `step-form`: a step was a bare name, a tool's name as the only key, JSON in a text, or a function call.
 * - `act-key`: the tool was named under another key, such as `action` or `tool`.
 * - `act-name`: the tool was named by an alias, in another case, or with decoration.
 * - `nested-arguments`: the arguments stood together under a key such as `args`.
 * - `argument-name`: an argument was spelled otherwise: `targetId`, or `target` for `target_id`.
 * - `position`: `[x, y]`, `"x, y"` or `{x, y}` where the tool has `x` and `y`, or the other way round.
 * - `number`, `boolean`: a text that spells one.
 * - `text`: a number where the tool wants a text.
 * - `enum`: a member in another case or with other separators.
 * - `single-item`: a list of one for its only item, or an item for a list of one.
 * - `empty-argument`: an optional argument that was `null` or empty was left out.
 */
export type RepairKind =
  | 'syntax'
  | 'list-form'
  | 'step-form'
  | 'act-key'
  | 'act-name'
  | 'nested-arguments'
  | 'argument-name'
  | 'position'
  | 'number'
  | 'boolean'
  | 'text'
  | 'enum'
  | 'single-item'
  | 'empty-argument';

/** One thing that was put right. */
export interface Repair {
  readonly kind: RepairKind;
  /** Where, as a JSON path in the list of steps as the model wrote it: `$.steps[2].x`. */
  readonly path: string;
}

/**
 * Why a step could not be used.
 *
 * - `not-a-step`: it is no object that names a tool.
 * - `unknown-tool`: no tool has that name or alias.
 * - `invalid-arguments`: the tool's schema refuses the arguments.
 * - `ambiguous`: it says two things at once.
 * - `syntax`: it is not JSON and cannot be mended.
 * - `truncated`: the text ends before the step does.
 */
export type DropReason = 'not-a-step' | 'unknown-tool' | 'invalid-arguments' | 'ambiguous' | 'syntax' | 'truncated';

/** A step that could not be used. */
export interface DroppedStep {
  /** Its place in the list as the model wrote it, counted from 0. */
  readonly index: number;
  /** The tool it names, as the model wrote it, cut to 60 characters; absent when it names none. */
  readonly act?: string;
  readonly reason: DropReason;
  readonly issues: readonly PlanIssue[];
  /** For an unknown tool: up to three registered names that look like it, the nearest first. */
  readonly nearest?: readonly string[];
  /** The same in one sentence, fit for a person or for the next prompt. */
  readonly problem: string;
}

/**
 * Something that is worth knowing, but is no fault of a step: an argument that no tool has, further plans after the first
 * one, steps under keys that mean nothing, more steps or more text than the options allow, a plan in reasoning that was never closed.
 */
export interface ParseWarning {
  readonly kind: 'unknown-key' | 'several-plans' | 'ignored-steps' | 'too-many-steps' | 'text-cut' | 'unclosed-reasoning';
  /** The same in one sentence. */
  readonly problem: string;
  /** Where, when it concerns one place. */
  readonly path?: string;
}

/** The steps that a registry's tools make: a union that narrows on `act`, when the registry's type knows its tools. */
export type StepOfRegistry<AnyTool extends Tool> = PlanStep & StepOf<AnyTool>;

/** A plan that was read, and the account of how. Frozen. */
export interface ParsedPlan<Step extends PlanStep = PlanStep> {
  readonly ok: true;
  readonly plan: Plan<Step>;
  readonly stage: ParseStage;
  readonly repairs: readonly Repair[];
  readonly dropped: readonly DroppedStep[];
  readonly warnings: readonly ParseWarning[];
}

/** No plan could be read. */
export interface FailedParse {
  readonly ok: false;
  readonly error: InvalidPlanError;
}

/** What {@link safeParsePlan} returns. */
export type ParseResult<Step extends PlanStep = PlanStep> = ParsedPlan<Step> | FailedParse;
