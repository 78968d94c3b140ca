import type { CallContext, CancelTimer } from '@planweave/core-types';
import { watchCaller } from '../context/watch-caller.ts';
import type { TokenBucket } from './token-bucket.ts';

/** A bucket, and how much of it a call takes. */
export interface Rate {
  readonly bucket: TokenBucket;
  readonly needs: (tokens: number) => number;
}

/** Those who wait for their turn at one target: first come, first served. */
export interface RateLine {
  /** How long a call of so many tokens would wait that came now, in milliseconds. */
  waitFor(tokens: number, at: number): number;
  /** Resolves when the call has had its turn, and rejects when its caller leaves before; `undefined` for at once. */
  turn(tokens: number, context: CallContext, at: number): Promise<void> | undefined;
}

interface Waiting {
  readonly tokens: number;
  readonly context: CallContext;
  readonly begin: () => void;
}

/**
 * A line in which nobody waits yet. Each call takes its share when its turn comes, so that one who leaves has nothing to
 * give back and all behind move up. Only the first has a timer for its turn.
 */
export function createRateLine(rates: readonly Rate[]): RateLine {
  const waiting = new Set<Waiting>();
  let cancelTurn: CancelTimer | undefined;
  /** How the rates will stand after the turn of the last in line; worked out anew when it is asked for after a change. */
  let afterLast: { readonly rates: readonly Rate[]; at: number } | undefined;

  const line: RateLine = {
    waitFor(tokens, at) {
      if (waiting.size === 0) return waitAt(rates, tokens, at);
      afterLast ??= standingAfter(rates, waiting, at);
      const from = Math.max(at, afterLast.at);
      return from - at + waitAt(afterLast.rates, tokens, from);
    },
    turn(tokens, context, at) {
      const waitMs = line.waitFor(tokens, at);
      if (waitMs === 0 && waiting.size === 0) {
        takeAt(rates, tokens, at);
        return undefined;
      }
      return new Promise((resolve, reject) => {
        const own: Waiting = {
          tokens,
          context,
          begin() {
            stopWatching();
            resolve();
          },
        };
        const stopWatching = watchCaller(context, 'The wait for a turn at the rate', at, (error) => {
          leave(own);
          reject(error);
        });
        if (afterLast !== undefined) moveOn(afterLast, tokens);
        waiting.add(own);
        if (waiting.size === 1) awaitTurn(own, waitMs);
      });
    },
  };
  const awaitTurn = (first: Waiting, waitMs: number) => {
    cancelTurn = first.context.clock.schedule(() => serve(first), waitMs);
  };
  /** Gives the first its turn, and those behind it who need not wait either. */
  const serve = (first: Waiting) => {
    const at = first.context.clock.now();
    let next: Waiting | undefined = first;
    let waitMs = 0;
    while (next !== undefined && waitMs === 0) {
      takeAt(rates, next.tokens, at);
      waiting.delete(next);
      next.begin();
      [next] = waiting;
      waitMs = next === undefined ? 0 : waitAt(rates, next.tokens, at);
    }
    afterLast = undefined;
    if (next !== undefined) awaitTurn(next, waitMs);
  };
  const leave = (gone: Waiting) => {
    const [first] = waiting;
    waiting.delete(gone);
    afterLast = undefined;
    if (gone !== first) return;
    cancelTurn?.();
    const [next] = waiting;
    if (next !== undefined) awaitTurn(next, waitAt(rates, next.tokens, next.context.clock.now()));
  };
  return line;
}

function standingAfter(rates: readonly Rate[], waiting: Iterable<Waiting>, at: number) {
  const standing = { rates: rates.map(({ bucket, needs }) => ({ bucket: bucket.copy(), needs })), at };
  for (const { tokens } of waiting) moveOn(standing, tokens);
  return standing;
}

function moveOn(standing: { readonly rates: readonly Rate[]; at: number }, tokens: number): void {
  standing.at += waitAt(standing.rates, tokens, standing.at);
  takeAt(standing.rates, tokens, standing.at);
}

function waitAt(rates: readonly Rate[], tokens: number, at: number): number {
  return rates.reduce((longest, { bucket, needs }) => Math.max(longest, bucket.waitFor(needs(tokens), at)), 0);
}

function takeAt(rates: readonly Rate[], tokens: number, at: number): void {
  for (const { bucket, needs } of rates) bucket.take(needs(tokens), at);
}
