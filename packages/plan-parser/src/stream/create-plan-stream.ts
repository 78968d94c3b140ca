import type { PlanStep, Tool, ToolRegistry } from '@planweave/core-types';
import { MendingAllowance } from '../json/mending-allowance.ts';
import { parseLimits, type ParseOptions } from '../parse-options.ts';
import { safeParsePlan } from '../parse-plan.ts';
import type { ParseResult, StepOfRegistry } from '../result/parse-result.ts';
import { isBlank } from '../scan/characters.ts';
import { PlanFinder } from '../scan/plan-finder.ts';
import { ReplyTokenizer } from '../scan/reply-tokenizer.ts';
import { TextTape } from '../scan/text-tape.ts';
import { periodOf } from './period-of.ts';
import { createStopRule, longestPeriod, loopInterval, loopWindow, mostBlanks, type StopReason } from './stop-rules.ts';

/** Reads a plan while the model writes it. */
export interface PlanStream<Step extends PlanStep = PlanStep> {
  /**
   * Takes the next piece of text and returns the steps that became complete and valid with it, most often none. Once
   * reading has stopped, further pieces are ignored, as is anything that is not a string.
   */
  push(chunk: string): readonly Step[];
  /** True when the model can be stopped. */
  readonly isDone: boolean;
  /** Why it can be stopped; `undefined` while it cannot. */
  readonly stopReason: StopReason | undefined;
  /** What was read: everything pushed, up to the character that made the reading stop. Put together when it is asked for. */
  readonly text: string;
  /** The plan with its account, exactly as `safeParsePlan` gives it for {@link PlanStream.text}. May be called at any time. */
  finish(): ParseResult<Step>;
}

/**
 * Starts reading a plan from a stream of text. A step is handed out when its brace closes, and every step that was
 * handed out is in the final plan, in the same order. Where the text is cut into pieces makes no difference, even in
 * the middle of an escape or a surrogate pair; bytes must be decoded with a `TextDecoder` in `stream` mode. Time is
 * proportional to the length of the text, however many pieces it comes in.
 *
 * Three things are found by `finish` only: a plan inside a quoted text of an envelope, lone steps after prose, and a
 * plan in reasoning that was never closed. One thing only the whole reply shows: that what came first was reasoning whose
 * opening tag the server kept for itself, as some templates make it. Ask such a server to give reasoning apart.
 *
 * @throws `InvalidOptionError` for a bound that is not a whole number above 0.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 * import { createPlanStream } from '@planweave/plan-parser';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * const stream = createPlanStream(createToolRegistry([scan]));
 * stream.push('{"steps":[{"act":"Scan","rad'); //=> []
 * stream.push('ius":10}'); //=> [{ act: 'Scan', radius: 10 }]
 * stream.push(']}');
 * stream.stopReason; //=> 'complete'
 * ```
 */
export function createPlanStream<AnyTool extends Tool>(registry: ToolRegistry<AnyTool>, options?: ParseOptions): PlanStream<StepOfRegistry<AnyTool>> {
  const limits = parseLimits('createPlanStream', options);
  const tape = new TextTape();
  const finder = new PlanFinder(tape, registry, limits, new MendingAllowance(), createStopRule());
  const tokenizer = new ReplyTokenizer(finder, tape, true);
  let blanks = 0;
  let stopReason: StopReason | undefined;

  /** Reads a piece that does not cross a point where the tail is looked at. */
  const read = (piece: string) => {
    const flood = floodAt(piece, blanks);
    const wanted = flood === undefined ? piece : piece.slice(0, flood);
    const before = tape.length;
    tape.append(wanted);
    tape.truncate(before + tokenizer.push(wanted));
    blanks = blanksAtEnd(wanted, blanks);
    stopReason = finder.stopReason ?? (flood === undefined ? undefined : 'whitespace');
    if (stopReason === undefined && tape.length >= loopWindow && tape.length % loopInterval === 0) {
      if (periodOf(tape.slice(tape.length - loopWindow, tape.length)) <= longestPeriod) stopReason = 'loop';
    }
  };

  return {
    push(chunk) {
      if (typeof chunk !== 'string') return [];
      let from = 0;
      while (from < chunk.length && stopReason === undefined) {
        if (tape.length >= limits.maxCharacters) {
          stopReason = 'too-long';
          break;
        }
        const to = from + Math.min(loopInterval - (tape.length % loopInterval), limits.maxCharacters - tape.length);
        read(chunk.slice(from, to));
        from = to;
      }
      const { harvest } = finder;
      if (harvest.fresh.length === 0) return [];
      const { fresh } = harvest;
      harvest.fresh = [];
      return fresh as StepOfRegistry<AnyTool>[];
    },
    get isDone() {
      return stopReason !== undefined;
    },
    get stopReason() {
      return stopReason;
    },
    get text() {
      return tape.toString();
    },
    finish: () => safeParsePlan(tape.toString(), registry, limits),
  };
}

/** Where a run of blanks becomes a flood, when it does, given how many blanks came before. */
function floodAt(piece: string, before: number): number | undefined {
  let blanks = before;
  for (let index = 0; index < piece.length; index += 1) {
    blanks = isBlank(piece.charCodeAt(index)) ? blanks + 1 : 0;
    if (blanks > mostBlanks) return index + 1;
  }
  return undefined;
}

function blanksAtEnd(piece: string, before: number): number {
  let index = piece.length;
  while (index > 0 && isBlank(piece.charCodeAt(index - 1))) index -= 1;
  return index === 0 ? before + piece.length : piece.length - index;
}
