import type { ToolRegistry } from '@planweave/core-types';
import type { MendingAllowance } from '../json/mending-allowance.ts';
import type { ParseLimits } from '../parse-options.ts';
import type { StopReason } from '../stream/stop-rules.ts';
import { frameIn, isFalseStart, type Frame } from './frame.ts';
import { Harvest } from './harvest.ts';
import { isContentKey } from './key-roles.ts';
import { literalOf } from './literal-of.ts';
import { namesAct, takeKey, takeText, takeWord } from './members.ts';
import { OpenFrames, type WhetherToStop } from './open-frames.ts';
import { Surroundings } from './surroundings.ts';
import type { TextTape } from './text-tape.ts';
import type { TokenSink } from './token-sink.ts';

/** Brackets nested deeper are counted, not understood. */
const deepest = 64;

/** Follows the structure of a reply, mends it where brackets are missing or too many, and fills a harvest. */
export class PlanFinder implements TokenSink {
  /** What stands around the JSON. */
  readonly surroundings: Surroundings;
  readonly #tape: TextTape;
  readonly #registry: ToolRegistry;
  readonly #limits: ParseLimits;
  readonly #allowance: MendingAllowance;
  readonly #frames: OpenFrames;
  /** Brackets open beyond the deepest frame. */
  #beyond = 0;
  /** What was found before the reply began anew, if that is a plan. */
  #given: Harvest | undefined;
  /** Where a `}` stands that may be one too many. */
  #doubtfulBrace: number | undefined;

  constructor(tape: TextTape, registry: ToolRegistry, limits: ParseLimits, allowance: MendingAllowance, whetherToStop?: WhetherToStop) {
    this.#allowance = allowance;
    this.#tape = tape;
    this.#registry = registry;
    this.#limits = limits;
    this.surroundings = new Surroundings(tape);
    this.#frames = new OpenFrames(tape, new Harvest(tape, registry, limits, allowance), whetherToStop);
  }

  get harvest(): Harvest {
    return this.#frames.harvest;
  }

  /** The harvest that holds the plan: the present one, or else the last before the reply began anew. */
  get bestHarvest(): Harvest {
    return this.harvest.best === undefined && this.#given !== undefined ? this.#given : this.harvest;
  }

  /** Why nothing more needs to be read. */
  get stopReason(): StopReason | undefined {
    return this.#frames.stopReason;
  }

  get isDone(): boolean {
    return this.#frames.stopReason !== undefined;
  }

  get isOpen(): boolean {
    return this.#frames.depth > 0;
  }

  prose(at: number): void {
    this.surroundings.prose(at);
  }

  fence(): void {
    this.surroundings.fence();
  }

  markup(): void {
    this.surroundings.markup();
  }

  mended(): void {
    // what comes after the plan does not matter to it
    if (this.harvest.plan === undefined || this.#frames.isAroundPlan) this.harvest.isMended = true;
  }

  restart(): void {
    // what is in the plan already stays in it: the caller may have acted on it
    const { plan, loose } = this.harvest;
    if (plan !== undefined && (plan === loose || this.isOpen)) return;
    if (this.harvest.best !== undefined) this.#given = this.harvest;
    this.#frames.restart(new Harvest(this.#tape, this.#registry, this.#limits, this.#allowance));
    this.#beyond = 0;
    this.#doubtfulBrace = undefined;
    this.surroundings.restart();
  }

  open(isObject: boolean, at: number): void {
    this.#settleBrace(true);
    const isExample = !this.isOpen && this.surroundings.beginJson(at, this.harvest);
    if (this.#frames.depth >= deepest) {
      this.#beyond += 1;
      return;
    }
    const parent = this.#frames.top;
    if (parent !== undefined) {
      this.#frames.endLooseText(parent);
      // {{"act": …}}: braces doubled, as in a template
      if (isObject && parent.role === 'step' && parent.isEmpty) parent.role = 'plain';
      if (parent.key === 'error') parent.isError = true;
      parent.isEmpty = false;
    }
    this.#frames.push(frameIn(parent, isObject, at, this.harvest, isExample));
  }

  close(isObject: boolean, at: number): void {
    this.#settleBrace(true);
    const { top } = this.#frames;
    if (this.#beyond > 0) {
      this.#beyond -= 1;
    } else if (top?.isObject === isObject) {
      this.#frames.pop(at + 1);
      if (!this.isOpen) this.surroundings.endJson(at + 1);
    } else if (top !== undefined && this.#frames.has(isObject)) {
      this.mended();
      if (isObject && top.role !== 'inside') this.#doubtfulBrace = at;
      else this.#frames.popThrough(isObject, at);
    }
  }

  comma(at: number): void {
    // [{…}}, {…}]: the brace was one too many
    const top = this.#current(false);
    if (top === undefined) return;
    this.#frames.endLooseText(top);
    top.commaAt = at;
    top.key = undefined;
    top.expects = top.isObject ? 'key' : 'value';
  }

  colon(at: number): void {
    const top = this.#current(true);
    if (top === undefined) return;
    if (top.isObject) top.expects = 'value';
    else if (top.looseText !== undefined && this.#frames.has(true)) this.#leaveLists(top.looseText, top.commaAt >= 0 ? top.commaAt : at);
  }

  text(from: number, to: number): void {
    const top = this.#current(true);
    if (top === undefined) return;
    top.isEmpty = false;
    if (!top.isObject) {
      this.#frames.endLooseText(top);
      top.looseText = [from, to];
    } else if (top.expects === 'key') {
      this.#takeKey(top, from, to);
    } else {
      if (top.expects === 'value') takeText(top, from, to, this.#tape, this.#registry, this.harvest);
      top.expects = 'comma';
    }
  }

  cutText(from: number, to: number): void {
    const { top } = this.#frames;
    if (top?.isObject === true && top.expects === 'value' && this.#beyond === 0 && isContentKey(top.key)) {
      this.harvest.takeContent({ from, to, isCut: true });
    }
  }

  word(from: number, to: number): void {
    const top = this.#current(true);
    if (top === undefined) return;
    const word = this.#tape.slice(from, Math.min(to, from + 32));
    if (this.#frames.depth === 1 && isFalseStart(top, word)) {
      this.#frames.forget();
      this.surroundings.prose(top.from);
      return;
    }
    top.isEmpty = false;
    if (!top.isObject) {
      const literal = top.role === 'steps' ? literalOf(word) : undefined;
      if (literal !== undefined && top.list !== undefined) this.harvest.takeValue(top.list, literal);
    } else if (top.expects === 'key') {
      this.#takeKey(top, from, to);
    } else {
      if (top.expects === 'value') takeWord(top, from, to, this.#tape, this.#registry);
      top.expects = 'comma';
    }
  }

  cut(): void {
    this.#settleBrace(true);
    this.#beyond = 0;
    this.#frames.cut();
  }

  #takeKey(frame: Frame, from: number, to: number): void {
    frame.expects = 'colon';
    if (frame.role !== 'inside' || !this.#frames.isMisplacedStep(frame) || !namesAct(from, to, this.#tape, this.#registry)) {
      takeKey(frame, from, to, this.#tape, this.#registry);
      return;
    }
    // {"act": "Scan", "radius": 5, {"act": …: a brace is missing before the comma
    this.mended();
    this.#frames.splitStep();
  }

  /** `{"steps": [{…}, "rationale": …`: a bracket is missing before the comma, and the text was a key. */
  #leaveLists(key: readonly [from: number, to: number], commaAt: number): void {
    this.mended();
    const list = this.#frames.top;
    if (list !== undefined) list.looseText = undefined;
    while (this.#frames.top?.isObject === false) this.#frames.pop(commaAt);
    const owner = this.#frames.top;
    if (owner === undefined) return;
    takeKey(owner, key[0], key[1], this.#tape, this.#registry);
    owner.expects = 'value';
  }

  /** The innermost bracket, once a doubtful brace is settled; `undefined` outside of all, and too deep inside. */
  #current(isBraceMeant: boolean): Frame | undefined {
    this.#settleBrace(isBraceMeant);
    return this.#beyond > 0 ? undefined : this.#frames.top;
  }

  #settleBrace(isMeant: boolean): void {
    const at = this.#doubtfulBrace;
    if (at === undefined) return;
    this.#doubtfulBrace = undefined;
    if (isMeant) this.#frames.popThrough(true, at);
  }
}
