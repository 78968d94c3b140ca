import { RefusedError, type CallContext, type Operation, type Policy } from '@planweave/core-types';
import { breakerSettings, type CircuitBreakerOptions } from './breaker-options.ts';
import { ensureWanted, whileWanted } from '../context/ensure-wanted.ts';
import { start } from '../context/start.ts';
import { perTarget } from '../per-target/per-target.ts';
import { createCircuit, type Circuit, type CircuitState } from './circuit.ts';

/** How one circuit stands. */
export interface CircuitStatus {
  readonly key: string;
  /** As it was after the last call; an open circuit becomes half-open when the next call comes after its cool-down. */
  readonly state: CircuitState;
  /** Calls in the window that said something about the server; 0 unless closed. */
  readonly calls: number;
  /** How many of them were server faults. */
  readonly failures: number;
  /** Server faults since the last success. */
  readonly failuresInARow: number;
}

/** Counts over all circuits since the breaker was made. Calls still running are in `admitted` only. */
export interface CircuitMetrics {
  readonly admitted: number;
  readonly refused: number;
  readonly succeeded: number;
  /** Server faults. */
  readonly failed: number;
  /** Calls that ended without saying anything about the server: cancelled, short of time, unreadable output. */
  readonly neutral: number;
}

/** A policy that stops calling a server that keeps failing. Make one and share it: its memory is its point. */
export interface CircuitBreaker extends Policy {
  /** Every circuit that is remembered, as it stands at a moment of the calls' clock. */
  status(at: number): readonly CircuitStatus[];
  metrics(): CircuitMetrics;
  /** Refuses every call for a key until it is closed by hand. */
  open(key: string): void;
  /** Closes a circuit and forgets its failures. */
  close(key: string): void;
  /** Forgets all circuits and counts. */
  reset(): void;
}

/**
 * Stops calling a server that keeps failing, and tries it again with one call at a time. It opens only for faults of the
 * server: a caller's short budget, a model's unreadable output and a cancelled call leave it as it is. The result of a
 * call that started before the circuit changed is ignored. A probe whose caller has left makes room for the next.
 *
 * At most 1,000 keys are remembered; beyond that, whichever was not used for longest is forgotten, except circuits that were
 * opened by hand. It refuses to start calls and ends none: for that, put an `attemptTimeout` further in.
 *
 * @throws `InvalidOptionError` for an option outside its range.
 *
 * @example
 * ```ts
 * import { createCallContext, RefusedError, ServerUnreachableError } from '@planweave/core-types';
 * import { circuitBreaker } from '@planweave/resilience';
 *
 * const breaker = circuitBreaker({ consecutiveFailures: 2 });
 * const down = () => Promise.reject(new ServerUnreachableError({ message: 'down', model: 'phi3', host: 'http://127.0.0.1' }));
 * const ask = () => breaker.execute(down, createCallContext({ target: 'phi3' })).catch((error: unknown) => error);
 * await ask();
 * await ask();
 * RefusedError.isInstance(await ask()); //=> true
 * breaker.metrics().refused; //=> 1
 * ```
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const settings = breakerSettings(options);
  const circuits = perTarget(() => createCircuit(settings), (circuit) => !circuit.isOpenForGood);
  let counts = noCounts();

  const guarded = <Result>(operation: Operation<Result>, context: CallContext): Promise<Result> => {
    ensureWanted(context);
    const key = settings.keyOf(context);
    const circuit = circuits.of(key);
    // calls that are running when everything is reset count where they began
    const counted = counts;
    const before = circuit.state;
    const pass = circuit.admit(context);
    const isChanged = circuit.state !== before;
    if (isChanged) reportChange(before, circuit, key, context);
    if (typeof pass === 'number') {
      counted.refused += 1;
      throw refusal(key, pass, context);
    }
    counted.admitted += 1;
    const end = (how: 'succeeded' | 'failed' | 'neutral') => {
      counted[how] += 1;
      const running = circuit.state;
      if (how === 'neutral') circuit.withdraw(pass);
      else circuit[how === 'failed' ? 'fail' : 'succeed'](pass, context.clock.now());
      if (circuit.state !== running) reportChange(running, circuit, key, context);
    };
    return start(isChanged ? whileWanted(operation) : operation, context).then(
      (result) => {
        end('succeeded');
        return result;
      },
      (error: unknown) => {
        let isFault = false;
        try {
          const { signal } = context;
          // a call that was stopped ends with whatever error the stop caused; the reason of the stop is what counts
          isFault = settings.isServerFault(signal.aborted ? signal.reason : error);
        } finally {
          end(isFault ? 'failed' : 'neutral');
        }
        throw error;
      },
    );
  };

  return Object.freeze({
    name: 'circuit-breaker',
    execute: <Result>(operation: Operation<Result>, context: CallContext) => start((given) => guarded(operation, given), context),
    status: (at: number) => [...circuits.entries()].map(([key, circuit]) => ({ key, state: circuit.state, ...circuit.counts(at) })),
    metrics: () => ({ ...counts }),
    open: (key: string) => circuits.of(key).open(),
    close: (key: string) => circuits.of(key).close(),
    reset() {
      circuits.clear();
      counts = noCounts();
    },
  });
}

function noCounts() {
  return { admitted: 0, refused: 0, succeeded: 0, failed: 0, neutral: 0 };
}

function reportChange(from: CircuitState, { state }: Circuit, key: string, { clock, requestId, report }: CallContext): void {
  report?.({ type: 'circuit-changed', requestId, at: clock.now(), key, from, to: state });
}

function refusal(key: string, waitMs: number, { clock, requestId, report }: CallContext): RefusedError {
  report?.({ type: 'call-refused', requestId, at: clock.now(), by: 'circuit' });
  const why = waitMs === Infinity ? 'was opened by hand' : 'is open after repeated server faults';
  const until = waitMs === Infinity ? 'until it is closed by hand' : waitMs > 0 ? `for ${Math.ceil(waitMs)} ms more` : 'until its probe is back';
  return new RefusedError('circuit', `The circuit of ${key} ${why}; no call is made ${until}`, Number.isFinite(waitMs) ? waitMs : undefined);
}
