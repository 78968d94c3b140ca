import { InvalidOutputError, OutputTruncatedError, type Clock, type FinishReason } from '@planweave/core-types';
import { inWords, type CallTarget } from '../call/call-target.ts';
import { splitThinking, type WrittenPiece } from './split-thinking.ts';
import { watchForRunaway, type RunawayLimits } from './watch-for-runaway.ts';

/** What a reply belongs to. */
export interface DraftJob {
  readonly target: CallTarget;
  readonly clock: Clock;
  /** When the call began, on that clock. */
  readonly startedAt: number;
  /** What becomes of a reply that reached its token limit: a reply with `finishReason: 'length'`, or an error. */
  readonly truncatedReply: 'return' | 'throw';
  /** When the model is stopped because it will not stop by itself. @default those of `watchForRunaway` */
  readonly runaway?: RunawayLimits;
}

/** A reply that is being written. */
export interface ReplyDraft {
  /** What the server itself says was thought. */
  think(thought: string): WrittenPiece[];
  /**
   * The next piece of content; gives what can be told by now.
   *
   * @throws `OutputTruncatedError` for a model that will not stop by itself.
   */
  write(content: string): WrittenPiece[];
  /** The content is over; gives what was held back. */
  end(): WrittenPiece[];
  /**
   * What was written, with the times on the caller's clock.
   *
   * @throws `InvalidOutputError` for a reply without an answer, `OutputTruncatedError` for one that its limit made useless.
   */
  finish(finishReason: FinishReason): FinishedDraft;
}

/** The part of a reply that does not depend on the protocol. */
export interface FinishedDraft {
  readonly text: string;
  /** Absent when nothing was thought. */
  readonly thinking?: string;
  readonly finishReason: FinishReason;
  readonly totalMs: number;
  readonly firstTokenMs: number;
}

/**
 * Puts a reply together from its pieces: keeps thinking apart, stops a model that runs away, takes the times, and does not
 * let an empty answer pass for one.
 *
 * @example
 * ```ts
 * import { systemClock } from '@planweave/core-types';
 * import { draftReply } from '@planweave/model-http';
 *
 * const target = { model: 'polly', host: 'http://127.0.0.1:7000' };
 * const draft = draftReply({ target, clock: systemClock, startedAt: systemClock.now(), truncatedReply: 'return' });
 * draft.write('<think>Hm.</think>Hello'); //=> [{ kind: 'thinking', text: 'Hm.' }, { kind: 'text', text: 'Hello' }]
 * draft.end(); //=> []
 * draft.finish('stop').text; //=> 'Hello'
 * ```
 */
export function draftReply(job: DraftJob): ReplyDraft {
  const { target, clock, startedAt } = job;
  const splitter = splitThinking();
  const runaway = watchForRunaway(job.runaway);
  let text = '';
  let thinking = '';
  let firstTokenMs: number | undefined;

  const keep = (pieces: WrittenPiece[]): WrittenPiece[] => {
    for (const piece of pieces) {
      firstTokenMs ??= clock.now() - startedAt;
      if (piece.kind === 'thinking') thinking += piece.text;
      else text += piece.text;
    }
    return pieces;
  };

  return {
    think: (thought) => keep(thought === '' ? [] : [{ kind: 'thinking', text: thought }]),
    write(content) {
      // before it is split: blanks at the beginning are held back, and would never be seen
      const problem = runaway.push(content);
      if (problem !== undefined) throw new OutputTruncatedError({ ...target, message: `${inWords(target)} ${problem} and was stopped; change the prompt or the seed, or raise the limits of runaway` });
      return keep(splitter.push(content));
    },
    end: () => keep(splitter.end()),
    finish(finishReason) {
      refuseUseless(job, text, thinking, finishReason);
      const totalMs = clock.now() - startedAt;
      return { text, ...(thinking === '' ? {} : { thinking }), finishReason, totalMs, firstTokenMs: firstTokenMs ?? totalMs };
    },
  };
}

function refuseUseless({ target, truncatedReply }: DraftJob, text: string, thinking: string, finishReason: FinishReason): void {
  const isEmpty = text.trim() === '';
  const who = inWords(target);
  if (finishReason === 'length' && (isEmpty || truncatedReply === 'throw')) {
    const [spent, advice] = !isEmpty
      ? ['before its answer was complete', '']
      : thinking === ''
        ? ['with nothing but white space', 'change the prompt, or ']
        : ['while it was thinking', 'send think: false, or '];
    throw new OutputTruncatedError({ ...target, message: `${who} reached its token limit ${spent}; ${advice}raise sampling.maxTokens` });
  }
  if (isEmpty) {
    throw new InvalidOutputError({ ...target, message: `${who} answered nothing${thinking === '' ? '; try again' : ', it only thought; send think: false'}` });
  }
}
