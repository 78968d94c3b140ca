import type { ToolRegistry } from '@planweave/core-types';
import type { ParseLimits } from '../parse-options.ts';
import type { StopReason } from '../stream/stop-rules.ts';
import { announcesExample } from './announces-example.ts';
import { frameIn, isFalseStart, type Frame } from './frame.ts';
import { Harvest } from './harvest.ts';
import { isContentKey } from './key-roles.ts';
import { literalOf } from './literal-of.ts';
import { looksLikeError } from './looks-like-error.ts';
import { namesAct, takeKey, takeText, takeWord } from './members.ts';
import { OpenFrames, type WhetherToStop } from './open-frames.ts';
import type { TextTape } from './text-tape.ts';
import type { TokenSink } from './token-sink.ts';

/** Brackets nested deeper are counted, not understood. */
const deepest = 64;

/** Follows the structure of a reply, mends it where brackets are missing or too many, and fills a harvest. */
export class PlanFinder implements TokenSink {
  /** Tags or reasoning were passed over. */
  sawMarkup = false;
  /** Where prose begins, when there is any. */
  proseFrom: number | undefined;
  readonly #tape: TextTape;
  readonly #registry: ToolRegistry;
  readonly #limits: ParseLimits;
  readonly #frames: OpenFrames;
  /** Brackets open beyond the deepest frame. */
  #beyond = 0;
  #isInFence = false;
  /** Prose since the last JSON, and where that JSON ended. */
  #hasProse = false;
  #lastEnd = 0;
  /** Where a `}` stands that may be one too many. */
  #doubtfulBrace: number | undefined;

  constructor(tape: TextTape, registry: ToolRegistry, limits: ParseLimits, whetherToStop?: WhetherToStop) {
    this.#tape = tape;
    this.#registry = registry;
    this.#limits = limits;
    this.#frames = new OpenFrames(tape, new Harvest(tape, registry, limits), whetherToStop);
  }

  get harvest(): Harvest {
    return this.#frames.harvest;
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
    this.proseFrom ??= at;
    this.#hasProse = true;
  }

  fence(): void {
    this.#isInFence = !this.#isInFence;
  }

  markup(): void {
    this.sawMarkup = true;
  }

  mended(): void {
    // what comes after the plan does not matter to it
    if (this.harvest.plan === undefined || this.#frames.isAroundPlan) this.harvest.isMended = true;
  }

  restart(): void {
    // what is in the plan already stays in it: the caller may have acted on it
    const { plan, loose } = this.harvest;
    if (plan !== undefined && (plan === loose || this.isOpen)) return;
    this.#frames.restart(new Harvest(this.#tape, this.#registry, this.#limits));
    this.#beyond = 0;
    this.#doubtfulBrace = undefined;
    this.proseFrom = undefined;
  }

  open(isObject: boolean, at: number): void {
    this.#settleBrace(true);
    const isExample = !this.isOpen && this.#begin(at);
    if (this.#frames.depth >= deepest) {
      this.#beyond += 1;
      return;
    }
    const outer = this.#frames.top;
    // {{"act": …}}: braces doubled, as in a template
    if (isObject && outer?.role === 'step' && outer.isEmpty) outer.role = 'plain';
    const parent = this.#frames.top;
    if (parent !== undefined) {
      this.#frames.endLooseText(parent);
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
      this.#lastEnd = at + 1;
    } else if (top !== undefined && this.#frames.has(isObject)) {
      this.mended();
      if (isObject && top.role !== 'inside') this.#doubtfulBrace = at;
      else this.#frames.popThrough(isObject, at);
    }
  }

  comma(at: number): void {
    // [{…}}, {…}]: the brace was one too many
    this.#settleBrace(false);
    const { top } = this.#frames;
    if (top === undefined || this.#beyond > 0) return;
    this.#frames.endLooseText(top);
    top.commaAt = at;
    top.key = undefined;
    top.expects = top.isObject ? 'key' : 'value';
  }

  colon(at: number): void {
    this.#settleBrace(true);
    const { top } = this.#frames;
    if (top === undefined || this.#beyond > 0) return;
    if (top.isObject) top.expects = 'value';
    else if (top.looseText !== undefined && this.#frames.has(true)) this.#leaveLists(top.looseText, top.commaAt >= 0 ? top.commaAt : at);
  }

  text(from: number, to: number): void {
    this.#settleBrace(true);
    const { top } = this.#frames;
    if (top === undefined || this.#beyond > 0) return;
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
    this.#settleBrace(true);
    const { top } = this.#frames;
    if (top === undefined || this.#beyond > 0) return;
    const word = this.#tape.slice(from, Math.min(to, from + 32));
    if (this.#frames.depth === 1 && isFalseStart(top, word)) {
      this.#frames.forget();
      this.proseFrom ??= top.from;
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

  /** JSON begins outside of any; returns whether prose just before it announces an example. */
  #begin(at: number): boolean {
    const { harvest, proseFrom } = this;
    if (proseFrom !== undefined) {
      harvest.isLooseCertain = false;
      if (!harvest.sawJson) harvest.isErrorText = looksLikeError(this.#tape.slice(proseFrom, Math.min(at, proseFrom + 64)));
    }
    harvest.sawJson = true;
    if (harvest.plan === undefined) {
      harvest.isFenced = this.#isInFence;
      if (harvest.loose.elements === 0) harvest.isMended = false;
    }
    const isExample = this.#hasProse && announcesExample(this.#tape.slice(Math.max(this.#lastEnd, at - 96), at));
    this.#hasProse = false;
    return isExample;
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

  #settleBrace(isMeant: boolean): void {
    const at = this.#doubtfulBrace;
    if (at === undefined) return;
    this.#doubtfulBrace = undefined;
    if (isMeant) this.#frames.popThrough(true, at);
  }
}
