import type { CallContext } from '@planweave/core-types';
import { isAbandoned } from '../context/ensure-wanted.ts';
import type { CircuitBreakerSettings } from './breaker-options.ts';
import { createFailureWindow, type FailureWindow } from './failure-window.ts';

/** The three states of a circuit. */
export type CircuitState = 'closed' | 'open' | 'half-open';

interface Closed {
  readonly name: 'closed';
  failuresInARow: number;
  readonly window: FailureWindow;
}

interface Open {
  readonly name: 'open';
  readonly until: number;
}

interface HalfOpen {
  readonly name: 'half-open';
  successes: number;
  /** The one call that is out to see whether the server works again. */
  probe: Probe | undefined;
}

interface Probe {
  readonly context: CallContext;
}

/**
 * Leave to make one call; how the call ended is told with it. It is the state that let the call pass, or the probe, and a
 * result counts only while that still stands.
 */
export type Pass = Closed | Probe;

/** A circuit for one target. It has no clock of its own. */
export interface Circuit {
  /** As it was after the last call; an open circuit becomes half-open when somebody asks to pass. */
  readonly state: CircuitState;
  /** Whether it refuses everything until {@link close}. */
  readonly isOpenForGood: boolean;
  /** Leave to call, or how many milliseconds to wait for it; 0 when only a probe is in the way. */
  admit(context: CallContext): Pass | number;
  succeed(pass: Pass, at: number): void;
  fail(pass: Pass, at: number): void;
  /** The call ended without saying anything about the server. */
  withdraw(pass: Pass): void;
  /** Refuses everything until {@link close}. */
  open(): void;
  close(): void;
  /** Calls in the window, the server faults among them, and the faults since the last success; all 0 unless closed. */
  counts(at: number): { readonly calls: number; readonly failures: number; readonly failuresInARow: number };
}

/** A closed circuit. */
export function createCircuit(settings: CircuitBreakerSettings): Circuit {
  const closed = (): Closed => ({ name: 'closed', failuresInARow: 0, window: createFailureWindow(settings.windowMs) });
  let inner: Closed | Open | HalfOpen = closed();
  const trip = (at: number) => {
    inner = { name: 'open', until: at + settings.coolDownMs };
  };

  return {
    get state() {
      return inner.name;
    },
    get isOpenForGood() {
      return inner.name === 'open' && inner.until === Infinity;
    },
    admit(context) {
      if (inner.name === 'closed') return inner;
      if (inner.name === 'open') {
        const waitMs = inner.until - context.clock.now();
        if (waitMs > 0) return waitMs;
        inner = { name: 'half-open', successes: 0, probe: undefined };
      }
      // a probe that nobody waits for may never come back, and must not keep the circuit from closing for ever
      if (inner.probe !== undefined && !isAbandoned(inner.probe.context)) return 0;
      inner.probe = { context };
      return inner.probe;
    },
    succeed(pass, at) {
      if (inner.name === 'closed' && inner === pass) {
        inner.failuresInARow = 0;
        inner.window.record(at, false);
      } else if (inner.name === 'half-open' && inner.probe === pass) {
        inner.probe = undefined;
        inner.successes += 1;
        if (inner.successes >= settings.successesToClose) inner = closed();
      }
    },
    fail(pass, at) {
      if (inner.name === 'closed' && inner === pass) {
        inner.failuresInARow += 1;
        inner.window.record(at, true);
        if (isTripped(inner, at, settings)) trip(at);
      } else if (inner.name === 'half-open' && inner.probe === pass) {
        trip(at);
      }
    },
    withdraw(pass) {
      if (inner.name === 'half-open' && inner.probe === pass) inner.probe = undefined;
    },
    open() {
      inner = { name: 'open', until: Infinity };
    },
    close() {
      inner = closed();
    },
    counts(at) {
      if (inner.name !== 'closed') return { calls: 0, failures: 0, failuresInARow: 0 };
      return { ...inner.window.count(at), failuresInARow: inner.failuresInARow };
    },
  };
}

function isTripped(state: Closed, at: number, settings: CircuitBreakerSettings): boolean {
  if (state.failuresInARow >= settings.consecutiveFailures) return true;
  const { calls, failures } = state.window.count(at);
  return calls >= settings.minimumCalls && failures / calls >= settings.failureRatio;
}
