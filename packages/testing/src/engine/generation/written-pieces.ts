import { tokensOf } from '../tokens.ts';
import type { FakeReply } from './fake-reply.ts';

/** One token, or what a script makes one. */
interface Piece {
  readonly kind: 'text' | 'thinking';
  readonly text: string;
}

/** What bounds a reply. */
export interface ReplyLimits {
  /** The most tokens. */
  readonly maxTokens: number;
  /** Texts at which the reply ends, themselves left out. */
  readonly stop: readonly string[];
  readonly think: boolean;
  /** Whether one token, repeated more than 30 times, ends the reply without its final line. */
  readonly stopsOnRepetition: boolean;
}

/** A reply as it will be written. */
export interface WrittenReply {
  readonly pieces: readonly Piece[];
  readonly finalText: string;
  readonly finishReason: 'stop' | 'length';
  /** The server gives up on it: there will be no final line. */
  readonly isAborted: boolean;
}

const mostRepetitions = 30;

/** Cuts a reply into tokens and applies the limits. */
export function writtenPieces(reply: FakeReply, limits: ReplyLimits): WrittenReply {
  const all: Piece[] = [];
  if (limits.think) for (const text of tokensOf(reply.thinking ?? '')) all.push({ kind: 'thinking', text });
  for (const text of reply.pieces ?? tokensOf(beforeStop(reply.text, limits.stop))) all.push({ kind: 'text', text });
  const finalText = reply.finalText ?? '';
  const isTooLong = all.length + (finalText === '' ? 0 : 1) > limits.maxTokens;
  const pieces = isTooLong ? all.slice(0, limits.maxTokens) : all;
  const repetition = limits.stopsOnRepetition ? endOfRepetition(pieces) : undefined;
  if (repetition !== undefined) return { pieces: pieces.slice(0, repetition), finalText: '', finishReason: 'length', isAborted: true };
  return { pieces, finalText: isTooLong ? '' : finalText, finishReason: isTooLong ? 'length' : 'stop', isAborted: false };
}

function beforeStop(text: string, stops: readonly string[]): string {
  const ends = stops.filter((stop) => stop !== '').map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
  return text.slice(0, Math.min(text.length, ...ends));
}

/** Tokens are compared without their blanks, so that any run of white space is a repetition. */
function endOfRepetition(pieces: readonly Piece[]): number | undefined {
  let repetitions = 0;
  for (const [index, piece] of pieces.entries()) {
    repetitions = piece.text.trim() === pieces[index - 1]?.text.trim() ? repetitions + 1 : 0;
    if (repetitions > mostRepetitions) return index;
  }
  return undefined;
}
