import { setMaxListeners } from 'node:events';
import { CancelledError, TimedOutError, type CallContext, type CancelTimer, type Clock, type TimeoutKind } from '@planweave/core-types';

/** What may stop one call to a server. */
export interface CallLimits {
  /** What is done, for messages: `'Model "phi3:mini" on http://127.0.0.1:11434'`. */
  readonly what: string;
  /** The longest wait for the first byte of the reply, in milliseconds; `Infinity` for none. */
  readonly firstTokenMs: number;
  /** The longest wait between two pieces of the reply, in milliseconds; `Infinity` for none. */
  readonly idleMs: number;
  /** Says what to do when the connection is closed, until the function that it gives is called. */
  onClose(stop: () => void): () => void;
}

/** Looks after one call: hands its signal to `fetch`, and knows why the call was stopped. */
export interface CallWatch {
  /** Aborted when the call must end, whoever wants it. Its reason is the error to throw. */
  readonly signal: AbortSignal;
  /** A piece of the reply arrived. */
  readonly progressed: () => void;
  /** The reply is complete: from here on only the caller can stop the call. */
  readonly completed: () => void;
  /** The connection of a complete reply is free again. */
  readonly drained: () => void;
  /** Why the call was stopped, if it was. The caller's own abort wins over a timer that ran out at the same time. */
  stoppedBy(): CancelledError | TimedOutError | undefined;
  /** The promise's outcome, or at once the reason of a stop, even when what is waited for does not listen. */
  untilStopped<Result>(promise: Promise<Result>): Promise<Result>;
  /**
   * Ends the watch and closes the connection of a call that is not complete. A complete one may keep its connection,
   * but must end its body within a second. May be called twice.
   */
  close(): void;
}

/**
 * Starts to watch a call. One controller for each call, with a listener that is taken away again: `AbortSignal.any` and
 * `AbortSignal.timeout` cost more and hold on to long-lived signals.
 *
 * @throws {@link CancelledError} or {@link TimedOutError} when the call must not even begin.
 */
export function watchCall(context: CallContext, limits: CallLimits): CallWatch {
  const { signal, deadline, clock } = context;
  if (signal.aborted) throw new CancelledError('connect', signal.reason);
  const allowedMs = deadline.remainingMs();
  if (allowedMs <= 0) throw new TimedOutError({ what: limits.what, kind: 'deadline', allowedMs: 0, phase: 'connect' });

  const controller = new AbortController();
  let timedOut: TimedOutError | undefined;
  let cancelled: CancelledError | undefined;
  let hasBegun = false;
  let isComplete = false;
  let isDrained = false;
  let stopDraining = noTimer;
  let progressAt = clock.now();

  const phase = () => (hasBegun ? 'decode' : 'prefill');
  const stoppedBy = () => {
    if (signal.aborted) cancelled ??= new CancelledError(phase(), signal.reason);
    return cancelled ?? timedOut;
  };
  const stop = () => {
    stopTimers();
    controller.abort(stoppedBy());
  };
  const timeOut = (kind: TimeoutKind, afterMs: number) => {
    timedOut = new TimedOutError({ what: limits.what, kind, allowedMs: afterMs, phase: phase() });
    stop();
  };
  const endWithConnection = () => {
    cancelled ??= new CancelledError(phase(), new Error('close() was called'));
    stop();
  };
  const stopDeadline = timerAt(clock, () => deadline.at, () => timeOut('deadline', allowedMs));
  const watchQuiet = (kind: TimeoutKind, quietMs: number) => timerAt(clock, () => progressAt + quietMs, () => timeOut(kind, quietMs));
  let stopQuiet = watchQuiet('first-token', limits.firstTokenMs);
  const stopTimers = () => {
    stopDeadline();
    stopQuiet();
  };
  const forgetConnection = limits.onClose(endWithConnection);
  // one signal of a program may stop hundreds of calls; Node would warn on the console of a leak from the eleventh on
  setMaxListeners(0, signal);
  signal.addEventListener('abort', stop, { once: true });

  return {
    signal: controller.signal,
    progressed() {
      progressAt = clock.now();
      if (hasBegun) return;
      hasBegun = true;
      stopQuiet();
      stopQuiet = watchQuiet('idle', limits.idleMs);
    },
    completed() {
      isComplete = true;
      stopTimers();
    },
    drained() {
      isDrained = true;
      stopDraining();
    },
    stoppedBy,
    untilStopped: (promise) => raceAbort(promise, controller.signal),
    close() {
      stopTimers();
      forgetConnection();
      signal.removeEventListener('abort', stop);
      if (!isComplete) controller.abort();
      else if (!isDrained) stopDraining = clock.schedule(() => controller.abort(), drainMs);
    },
  };
}

const noTimer: CancelTimer = () => {};

/** A body ends right after its last line; one that does not is a server that would keep the connection for ever. */
const drainMs = 1_000;

/**
 * Runs `callback` at a moment that may move later while it is waited for, and never at once, even when the moment is over.
 * Nothing is rescheduled when it moves: the timer looks again when it fires, so that a piece of a reply costs no timer.
 */
function timerAt(clock: Clock, momentOf: () => number, callback: () => void): CancelTimer {
  let cancel = noTimer;
  const wait = (leftMs: number) => {
    if (leftMs !== Infinity) cancel = clock.schedule(look, leftMs);
  };
  const look = () => {
    const leftMs = momentOf() - clock.now();
    if (leftMs <= 0) callback();
    else wait(leftMs);
  };
  wait(momentOf() - clock.now());
  return () => cancel();
}

function raceAbort<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
