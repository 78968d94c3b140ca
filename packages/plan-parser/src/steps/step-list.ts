import type { PlanStep, ToolRegistry } from '@planweave/core-types';
import type { DroppedStep } from '../result/parse-result.ts';
import { Account } from './account.ts';
import type { Doubt } from './doubt.ts';
import { readCleanStep, readLooseStep } from './read-step.ts';
import { toolShapes, type ToolShape } from './tool-shape.ts';

/** The most unusable steps that are described one by one; more are only counted. */
const mostDropped = 64;

/** A list of steps while it is read: the steps, what was dropped, and the account of both. */
export class StepList {
  readonly steps: PlanStep[] = [];
  readonly dropped: DroppedStep[] = [];
  readonly account = new Account();
  /** How many elements were seen, those beyond the bounds included. */
  elements = 0;
  /** How many elements were left unread because a bound was reached. */
  unread = 0;
  /** True for an example, or the plan of another time: it counts only when there is nothing else. */
  isExample = false;
  /** True when it stands where it should, under the key `steps`. */
  readonly isUsual: boolean;
  readonly #registry: ToolRegistry;
  readonly #shapes: ReadonlyMap<string, ToolShape>;
  readonly #maxSteps: number;

  constructor(registry: ToolRegistry, maxSteps: number, isUsual: boolean) {
    this.isUsual = isUsual;
    this.#registry = registry;
    this.#shapes = toolShapes(registry);
    this.#maxSteps = maxSteps;
  }

  /** True when the next element would not be read. */
  get isFull(): boolean {
    return this.steps.length >= this.#maxSteps || this.dropped.length >= mostDropped;
  }

  /** Counts an element without reading it. */
  skip(): void {
    this.elements += 1;
    this.unread += 1;
  }

  /** Reads an element; returns the step that it is. */
  add(value: unknown, isMended = false, doubt?: Doubt): PlanStep | undefined {
    if (this.isFull) {
      this.skip();
      return undefined;
    }
    const index = this.elements;
    this.elements += 1;
    const step = (doubt === undefined ? readCleanStep(value, this.#shapes) : undefined) ?? this.#readLoose(value, index, doubt);
    if (step === undefined) return undefined;
    if (isMended) this.account.repaired('syntax', `$.steps[${index}]`);
    this.steps.push(step);
    return step;
  }

  #readLoose(value: unknown, index: number, doubt: Doubt | undefined): PlanStep | undefined {
    const reading = readLooseStep(value, this.#registry, index, doubt);
    if ('dropped' in reading) {
      this.dropped.push(reading.dropped);
      return undefined;
    }
    this.account.add(reading.account);
    return reading.step;
  }

  /** Takes down an element whose text is not JSON, or is cut off. */
  addBroken(reason: 'syntax' | 'truncated'): void {
    const index = this.elements;
    this.elements += 1;
    if (this.isFull) {
      this.unread += 1;
      return;
    }
    const [expected, received] = reason === 'truncated' ? ['a complete step', 'the beginning of one'] : ['JSON', 'text that cannot be mended'];
    const problem = `Step ${index + 1}: ${reason === 'truncated' ? 'the text ends before the step does' : 'it is not JSON and cannot be mended'}`;
    this.dropped.push({ index, reason, issues: [{ path: `$.steps[${index}]`, expected, received }], problem });
  }
}
