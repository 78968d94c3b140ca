import type { StopReason } from '../stream/stop-rules.ts';
import { Frame, isIgnoredStep } from './frame.ts';
import type { Harvest } from './harvest.ts';
import { contentOf } from './members.ts';
import type { TextTape } from './text-tape.ts';

/** Asked whenever a bracket closes; `isOutside` when it was the last one open. */
export type WhetherToStop = (harvest: Harvest, isOutside: boolean) => StopReason | undefined;

/** The brackets that are open, from the outermost to the innermost. Closing one takes what it holds into the harvest. */
export class OpenFrames {
  harvest: Harvest;
  /** Why nothing more needs to be read. */
  stopReason: StopReason | undefined;
  readonly #tape: TextTape;
  readonly #whetherToStop: WhetherToStop | undefined;
  readonly #frames: Frame[] = [];
  #isPlanMarked = false;

  constructor(tape: TextTape, harvest: Harvest, whetherToStop: WhetherToStop | undefined) {
    this.#tape = tape;
    this.harvest = harvest;
    this.#whetherToStop = whetherToStop;
  }

  get depth(): number {
    return this.#frames.length;
  }

  get top(): Frame | undefined {
    return this.#frames.at(-1);
  }

  /** True inside the JSON that holds the plan. */
  get isAroundPlan(): boolean {
    return this.#frames[0]?.holdsPlan === true;
  }

  /** True when a bracket of this kind is open. */
  has(isObject: boolean): boolean {
    return this.#frames.some((frame) => frame.isObject === isObject);
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
  }

  /** Forgets everything, what was harvested included. */
  restart(harvest: Harvest): void {
    this.forget();
    this.harvest = harvest;
    this.#isPlanMarked = false;
  }

  /** Forgets what is open. */
  forget(): void {
    this.#frames.length = 0;
  }

  /** The innermost bracket closes; `end` is just behind it. */
  pop(end: number): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    this.endLooseText(frame);
    const { harvest } = this;
    if (frame.list !== undefined && frame.role === 'step') {
      frame.holdsSteps = true;
      harvest.takeText(frame.list, frame.from, end);
    } else if (frame.list !== undefined && frame.mayBeStep) {
      frame.holdsSteps = harvest.takeText(frame.list, frame.from, end, frame.isMisnumbered ? 'wrong-number' : undefined);
    }
    if (isIgnoredStep(frame)) harvest.ignoredSteps += 1;
    if (frame.holdsPlan && this.depth === 0) harvest.planText = [frame.from, end];
    this.#leave(frame);
  }

  /** Closes brackets up to and including the nearest of a kind. */
  popThrough(isObject: boolean, at: number): void {
    while (this.top?.isObject === !isObject) this.pop(at);
    this.pop(at + 1);
  }

  /** True for an object that begins where the step around it should have a key: after a comma, before anything else. */
  isMisplacedStep(frame: Frame): boolean {
    const outer = this.#frames.at(-2);
    return frame === this.top && frame.commaAt < 0 && outer?.role === 'step' && outer.expects === 'key' && outer.commaAt >= 0;
  }

  /** The step around a misplaced one ends before its last comma, and the misplaced one is the next step. */
  splitStep(): void {
    const inner = this.#frames.pop();
    const outer = this.top;
    if (inner === undefined || outer === undefined) return;
    this.pop(outer.commaAt);
    const next = new Frame(true, inner.from, 'step', outer.list);
    next.isEmpty = false;
    next.isExample = outer.isExample;
    next.expects = 'colon';
    this.push(next);
  }

  /** The text ended with brackets open. */
  cut(): void {
    for (let frame = this.#frames.pop(); frame !== undefined; frame = this.#frames.pop()) {
      this.endLooseText(frame);
      const { list } = frame;
      const isStep = frame.role === 'step' ? !frame.isEmpty : frame.mayBeStep;
      if (isStep && list !== undefined) this.harvest.takeCut(list);
      if (list !== undefined && list === this.harvest.plan) this.harvest.isTruncated = true;
      if (frame.holdsPlan) this.harvest.isMended = true;
      this.#leave(frame);
    }
  }

  /** A text in a list of steps may be the name of a tool: `["Reload"]`; in a list inside it, it is not. */
  endLooseText(frame: Frame): void {
    if (frame.looseText === undefined) return;
    const [from, to] = frame.looseText;
    frame.looseText = undefined;
    if (frame.role !== 'steps' || frame.list === undefined) return;
    this.harvest.takeValue(frame.list, frame.isInnerList ? null : contentOf(this.#tape, from, to));
    this.#markPlan();
  }

  #leave(frame: Frame): void {
    this.#markPlan();
    const { harvest } = this;
    if (frame.role === 'steps' && frame.list?.elements === 0) harvest.sawEmptyList = true;
    if (frame.holdsPlan) harvest.notes.fill(frame.notes);
    const parent = this.top;
    if (parent !== undefined) {
      parent.expects = 'comma';
      parent.holdsSteps ||= frame.holdsSteps;
    }
    this.stopReason ??= this.#whetherToStop?.(harvest, parent === undefined);
  }

  /** Remembers what is around the plan when it is found. */
  #markPlan(): void {
    if (this.#isPlanMarked || this.harvest.plan === undefined) return;
    this.#isPlanMarked = true;
    for (const frame of this.#frames) frame.holdsPlan = true;
  }
}
