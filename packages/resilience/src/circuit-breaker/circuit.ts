import type { CircuitBreakerSettings } from './breaker-options.ts';
import { createFailureWindow, type FailureWindow } from './failure-window.ts';

/** The three states of a circuit. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** Told of every change of state. */
export type OnCircuitChange = (from: CircuitState, to: CircuitState) => void;

/** What one circuit knows, each state holding its own facts. */
type Inner =
  | { readonly name: 'closed'; failuresInARow: number; readonly window: FailureWindow }
  | { readonly name: 'open'; readonly until: number }
  | { readonly name: 'half-open'; successes: number; isProbing: boolean };

/** Leave to make one call. How the call ended is told once. */
export interface Pass {
  succeed(at: number): void;
  fail(at: number): void;
  /** The call ended without saying anything about the server. */
  withdraw(): void;
}

/** A circuit for one target. It has no clock of its own: every question says when it is asked. */
export interface Circuit {
  /** As it was after the last call; an open circuit becomes half-open when somebody asks to pass. */
  readonly state: CircuitState;
  /** Leave to call, or how many milliseconds to wait for it; 0 when only a probe is in the way. */
  admit(at: number, tell: OnCircuitChange): Pass | number;
  /** Refuses everything until {@link close}. */
  open(): void;
  close(): void;
  /** Calls in the window, the server faults among them, and the faults since the last success; all 0 unless closed. */
  counts(at: number): { readonly calls: number; readonly failures: number; readonly failuresInARow: number };
}

/** A closed circuit. */
export function createCircuit(settings: CircuitBreakerSettings): Circuit {
  let inner = closedState(settings);
  const change = (next: Inner, tell: OnCircuitChange) => {
    const from = inner.name;
    inner = next;
    if (from !== next.name) tell(from, next.name);
  };
  const trip = (at: number, tell: OnCircuitChange) => change({ name: 'open', until: at + settings.coolDownMs }, tell);

  /** A result counts only while the state that let the call pass still stands. */
  const ordinaryPass = (state: Extract<Inner, { name: 'closed' }>, tell: OnCircuitChange): Pass => ({
    succeed(at) {
      if (inner !== state) return;
      state.failuresInARow = 0;
      state.window.record(at, false);
    },
    fail(at) {
      if (inner !== state) return;
      state.failuresInARow += 1;
      state.window.record(at, true);
      if (isTripped(state, at, settings)) trip(at, tell);
    },
    withdraw() {},
  });
  const probePass = (state: Extract<Inner, { name: 'half-open' }>, tell: OnCircuitChange): Pass => ({
    succeed() {
      if (inner !== state) return;
      state.isProbing = false;
      state.successes += 1;
      if (state.successes >= settings.successesToClose) change(closedState(settings), tell);
    },
    fail(at) {
      if (inner === state) trip(at, tell);
    },
    withdraw() {
      state.isProbing = false;
    },
  });

  return {
    get state() {
      return inner.name;
    },
    admit(at, tell) {
      if (inner.name === 'open' && at >= inner.until) change({ name: 'half-open', successes: 0, isProbing: false }, tell);
      if (inner.name === 'closed') return ordinaryPass(inner, tell);
      if (inner.name === 'open') return inner.until - at;
      if (inner.isProbing) return 0;
      inner.isProbing = true;
      return probePass(inner, tell);
    },
    open() {
      inner = { name: 'open', until: Infinity };
    },
    close() {
      inner = closedState(settings);
    },
    counts(at) {
      if (inner.name !== 'closed') return { calls: 0, failures: 0, failuresInARow: 0 };
      return { ...inner.window.count(at), failuresInARow: inner.failuresInARow };
    },
  };
}

function closedState(settings: CircuitBreakerSettings): Inner {
  return { name: 'closed', failuresInARow: 0, window: createFailureWindow(settings.windowMs) };
}

function isTripped(state: Extract<Inner, { name: 'closed' }>, at: number, settings: CircuitBreakerSettings): boolean {
  if (state.failuresInARow >= settings.consecutiveFailures) return true;
  const { calls, failures } = state.window.count(at);
  return calls >= settings.minimumCalls && failures / calls >= settings.failureRatio;
}
