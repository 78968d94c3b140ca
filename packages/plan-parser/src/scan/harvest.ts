import type { PlanStep, ToolRegistry } from '@planweave/core-types';
import type { MendingAllowance } from '../json/mending-allowance.ts';
import { readJson } from '../json/read-json.ts';
import type { ParseLimits } from '../parse-options.ts';
import type { Doubt } from '../steps/doubt.ts';
import { PlanNotes } from '../steps/plan-notes.ts';
import { StepList } from '../steps/step-list.ts';
import type { TextTape } from './text-tape.ts';

/** Texts that may hold a plan of their own are kept up to this many. */
const mostContents = 16;

/** A text inside JSON that may hold a plan; one that was cut off lacks its end. */
export interface Content {
  readonly from: number;
  readonly to: number;
  readonly isCut: boolean;
}

/**
 * What was picked out of a reply. The plan is the first list with a step that can be used; steps that stand alone make
 * a plan when the reply begins with them, or when there is no list.
 */
export class Harvest {
  /** The list that is the plan. */
  plan: StepList | undefined;
  /** The first list with a step that can be used, but stands for an example. */
  example: StepList | undefined;
  /** Steps that stand alone. */
  readonly loose: StepList;
  /** The first list that has elements, but none that can be used; for the error. */
  failed: StepList | undefined;
  /** Steps that became part of the plan since the caller last emptied this. */
  fresh: PlanStep[] = [];
  /** How many other plans follow the one that is read. */
  otherPlans = 0;
  /** How many steps stand beside or around the lists, under keys that mean nothing. */
  ignoredSteps = 0;
  readonly notes = new PlanNotes();
  readonly contents: Content[] = [];
  /** False once prose came before the first step that stands alone: it may be an example then. */
  isLooseCertain = true;
  /** The reply is an error message; what it quotes is no plan. */
  isErrorText = false;
  /** JSON was seen. */
  sawJson = false;
  /** A list of steps without elements was seen. */
  sawEmptyList = false;
  /** Brackets or quotes had to be mended. */
  isMended = false;
  /** The list of the plan was open when its text ended. */
  isTruncated = false;
  /** The plan stands in a code fence. */
  isFenced = false;
  /** Where the JSON begins and ends that holds the plan, once it has ended. */
  planText: readonly [from: number, end: number] | undefined;
  readonly #tape: TextTape;
  readonly #registry: ToolRegistry;
  readonly #limits: ParseLimits;
  readonly #allowance: MendingAllowance;
  readonly #otherLists = new Set<StepList>();

  constructor(tape: TextTape, registry: ToolRegistry, limits: ParseLimits, allowance: MendingAllowance) {
    this.#allowance = allowance;
    this.#tape = tape;
    this.#registry = registry;
    this.#limits = limits;
    this.loose = this.newList();
  }

  /** The list that is the plan when nothing more comes. */
  get best(): StepList | undefined {
    return this.plan ?? (this.loose.steps.length > 0 ? this.loose : this.example);
  }

  /** An empty list of steps; `isUsual` when it stands under the key `steps`. */
  newList(isUsual = false): StepList {
    return new StepList(this.#registry, this.#limits.maxSteps, isUsual);
  }

  /** Reads a piece of the reply as a step of a list; returns true when it became part of a list. */
  takeText(list: StepList, from: number, to: number, doubt?: Doubt): boolean {
    if (!this.#isWanted(list)) return false;
    const read = readJson(this.#tape.slice(from, to), this.#allowance);
    if (read !== undefined) return this.takeValue(list, read.value, read.isMended, read.repeatsKey ? 'repeated-key' : doubt);
    list.addBroken('syntax');
    this.#noteFailure(list);
    return false;
  }

  /** Reads a value as a step of a list; returns true when it became part of a list. */
  takeValue(list: StepList, value: unknown, isMended = false, doubt?: Doubt): boolean {
    if (!this.#isWanted(list)) return false;
    const step = list.add(value, isMended, doubt);
    if (step === undefined) {
      this.#noteFailure(list);
      return false;
    }
    if (list.isExample) {
      this.example ??= list;
      return true;
    }
    if (this.plan === undefined && (list !== this.loose || this.isLooseCertain)) this.plan = list;
    if (this.plan === list) {
      this.fresh.push(step);
    } else if (this.plan !== undefined) {
      this.#otherLists.add(list);
      this.otherPlans += 1;
    }
    return true;
  }

  /** Takes down a step that the end of the text cut off. */
  takeCut(list: StepList): void {
    if (!this.#isWanted(list) || (this.plan !== undefined && this.plan !== list)) return;
    list.addBroken('truncated');
    this.#noteFailure(list);
  }

  takeContent(content: Content): void {
    if (this.contents.length < mostContents) this.contents.push(content);
  }

  /** A list that has shown to be another plan is not read further, and a full one only counts. */
  #isWanted(list: StepList): boolean {
    if (this.isErrorText || this.#otherLists.has(list)) return false;
    if (!list.isFull) return true;
    list.skip();
    return false;
  }

  #noteFailure(list: StepList): void {
    this.failed ??= list;
  }
}
