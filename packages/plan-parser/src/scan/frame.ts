import { PlanNotes } from '../steps/plan-notes.ts';
import type { StepList } from '../steps/step-list.ts';
import type { Harvest } from './harvest.ts';
import { isContentKey, isExampleKey, isListKey, isStepKey, stepNumber } from './key-roles.ts';
import { literalOf } from './literal-of.ts';

/**
 * What a bracket that is open means.
 *
 * - `plain`: something around a plan, perhaps.
 * - `steps`: a list of steps, known by its key.
 * - `values`: a list that may be one of steps; its objects tell.
 * - `step`: an object in a list of steps.
 * - `maybe-step`: an object that is a step if it names a tool and holds no plan.
 * - `inside`: a part of a step.
 */
export type Role = 'plain' | 'steps' | 'values' | 'step' | 'maybe-step' | 'inside';

/** A bracket that is open, and what is known about what it holds. */
export class Frame {
  readonly isObject: boolean;
  /** Where its bracket is. */
  readonly from: number;
  readonly notes = new PlanNotes();
  role: Role;
  /** The list that a step belongs to, or that this is. */
  readonly list: StepList | undefined;
  /** True for a list directly inside a list of steps. */
  readonly isInnerList: boolean;
  /** What comes next; lists expect a value and then a comma. */
  expects: 'key' | 'colon' | 'value' | 'comma';
  /** The key whose value comes next, in plain form. */
  key: string | undefined;
  /** Where the last comma is; -1 for none. */
  commaAt = -1;
  /** A text in a list, until it is known not to be a key. */
  looseText: readonly [from: number, to: number] | undefined;
  /** Nothing but the bracket was seen. */
  isEmpty = true;
  /** The number of the last numbered step that it holds. */
  lastNumber: number | undefined;
  /** Its number and its place among numbered steps say different things. */
  isMisnumbered = false;
  /** A key names a tool. */
  namesAct = false;
  /** A clear key holds the name of a registered tool. */
  namesTool = false;
  /** A key says that this is an error. */
  isError = false;
  /** Steps were found inside. */
  holdsSteps = false;
  /** The plan is inside. */
  holdsPlan = false;
  /** What it holds is an example, or the plan of another time: it counts only when there is nothing else. */
  isExample = false;

  constructor(isObject: boolean, from: number, role: Role, list?: StepList, isInnerList = false) {
    this.isObject = isObject;
    this.from = from;
    this.role = role;
    this.list = list;
    this.isInnerList = isInnerList;
    this.expects = isObject ? 'key' : 'value';
  }

  /** True for an object that stands alone, names a tool, and holds neither steps nor an error, and is no example. */
  get mayBeStep(): boolean {
    return this.role === 'maybe-step' && this.namesAct && !this.holdsSteps && !this.isError && !this.isExample;
  }
}

/** True for what says that it is a step, but stands where it is none: under another key, or around a list of steps. */
export function isIgnoredStep({ role, namesTool, holdsSteps, isExample }: Frame): boolean {
  return namesTool && !isExample && (role === 'plain' || (role === 'maybe-step' && holdsSteps));
}

/** The frame of a bracket that opens inside another one, or outside of all, where it may follow the announcement of an example. */
export function frameIn(parent: Frame | undefined, isObject: boolean, from: number, harvest: Harvest, followsExample: boolean): Frame {
  const frame = newFrame(parent, isObject, from, harvest);
  frame.isExample = parent === undefined ? followsExample : parent.isExample || isExampleKey(parent.key);
  if (frame.isExample && frame.list !== undefined) frame.list.isExample = true;
  return frame;
}

function newFrame(parent: Frame | undefined, isObject: boolean, from: number, harvest: Harvest): Frame {
  if (parent === undefined) {
    return isObject ? new Frame(true, from, 'maybe-step', harvest.loose) : new Frame(false, from, 'values', harvest.newList());
  }
  switch (parent.role) {
    case 'step':
    case 'inside':
      return new Frame(isObject, from, 'inside');
    case 'steps':
      return new Frame(isObject, from, isObject ? 'step' : 'steps', parent.list, true);
    case 'values':
      return new Frame(isObject, from, isObject ? 'maybe-step' : 'values', parent.list, true);
    case 'plain':
    case 'maybe-step':
      return frameAround(parent, isObject, from, harvest);
  }
}

function frameAround(parent: Frame, isObject: boolean, from: number, harvest: Harvest): Frame {
  // braces doubled around a step
  if (isObject && parent.role === 'plain' && parent.list !== undefined) return new Frame(true, from, 'step', parent.list);
  if (!parent.isObject) return new Frame(isObject, from, 'plain');
  if (isObject) return isStepKey(parent.key) ? newSingleStep(parent, from, harvest) : new Frame(true, from, 'plain');
  if (isListKey(parent.key)) return new Frame(false, from, 'steps', harvest.newList(parent.key === 'steps'));
  return isContentKey(parent.key) ? new Frame(false, from, 'values', harvest.newList()) : new Frame(false, from, 'plain');
}

/** A step under a key of its own. Numbers go up, from 0 or 1. */
function newSingleStep(parent: Frame, from: number, harvest: Harvest): Frame {
  const frame = new Frame(true, from, 'maybe-step', harvest.loose);
  const number = stepNumber(parent.key);
  if (number === undefined) return frame;
  const { lastNumber } = parent;
  frame.isMisnumbered = lastNumber === undefined ? number > 1 : number <= lastNumber;
  parent.lastNumber = Math.max(number, lastNumber ?? 0);
  return frame;
}

/** True when the first word after a bracket shows that it was prose: `[sic]`, `{curly brackets}`. */
export function isFalseStart(frame: Frame, word: string): boolean {
  if (frame.isObject) return frame.expects === 'colon' && frame.commaAt < 0;
  return frame.isEmpty && literalOf(word) === undefined && !word.startsWith('...');
}
