import { CancelledError, createDeadline, TimedOutError, type CallContext, type Clock, type Deadline } from '@planweave/core-types';

/** A result, and whose work it was. */
export interface FlightResult<Result> {
  readonly result: Result;
  /** True when another request began the work. */
  readonly isShared: boolean;
}

/** Work that is going on, and who waits for it. */
interface Flight<Result> {
  readonly landing: Promise<Result>;
  readonly controller: AbortController;
  readonly waiting: Set<Waiter>;
}

/** One who waits. */
interface Waiter {
  readonly deadline: Deadline;
}

/** Whoever has waited for so many failed flights takes the failure for an answer. */
const mostFailures = 2;

/** Lets equal requests that run at the same time share one piece of work, while each keeps its own deadline. */
export class SingleFlight<Result> {
  readonly #flights = new Map<string, Flight<Result>>();

  /** How many pieces of work are going on. */
  get size(): number {
    return this.#flights.size;
  }

  /** Whether a request of this key would join one. */
  has(key: string): boolean {
    return this.#flights.has(key);
  }

  /**
   * The result of the work for this key, begun now or by somebody else. The work runs until the last of those who wait
   * for it has left, under the latest of their deadlines. When it fails, that is the failure of the one who began it: of
   * the others, one tries again, and only a second failure is for all.
   *
   * @throws `CancelledError`, `TimedOutError` at the caller's own deadline, or what the work throws.
   */
  async run(key: string, work: (context: CallContext) => Promise<Result>, context: CallContext): Promise<FlightResult<Result>> {
    for (let failures = 1; ; failures += 1) {
      if (context.signal.aborted) throw new CancelledError('cache', context.signal.reason);
      if (context.deadline.isOver()) throw outOfTime(0);
      const joined = this.#flights.get(key);
      const flight = joined ?? this.#begin(key, work, context);
      const outcome = await this.#wait(key, flight, context);
      if ('result' in outcome) return { result: outcome.result, isShared: joined !== undefined };
      if (joined === undefined || failures >= mostFailures) throw outcome.thrown;
    }
  }

  #begin(key: string, work: (context: CallContext) => Promise<Result>, context: CallContext): Flight<Result> {
    const controller = new AbortController();
    const waiting = new Set<Waiter>();
    const shared: CallContext = { ...context, signal: controller.signal, deadline: latestOf(waiting, context.clock) };
    // begun a microtask later, when the one who begins it is among those who wait
    const landing = Promise.resolve().then(() => work(shared));
    const flight = { landing, controller, waiting };
    this.#flights.set(key, flight);
    const over = () => this.#end(key, flight);
    landing.then(over, over);
    return flight;
  }

  /** Waits as long as the caller may. Gives failures of the work back, and throws the caller's own. */
  #wait(key: string, flight: Flight<Result>, { signal, deadline, clock }: CallContext): Promise<{ readonly result: Result } | { readonly thrown: unknown }> {
    const waiter = { deadline };
    flight.waiting.add(waiter);
    const allowedMs = deadline.remainingMs();
    return new Promise((resolve, reject) => {
      const leave = (error: Error) => {
        done();
        // the last to leave takes the work along
        if (flight.waiting.size === 0) {
          this.#end(key, flight);
          flight.controller.abort(error);
        }
        reject(error);
      };
      const onAbort = () => leave(new CancelledError('cache', signal.reason));
      const cancelTimer =
        allowedMs === Infinity ? undefined : clock.schedule(() => leave(outOfTime(allowedMs)), allowedMs);
      const done = () => {
        flight.waiting.delete(waiter);
        cancelTimer?.();
        signal.removeEventListener('abort', onAbort);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      flight.landing.then(
        (result) => {
          done();
          resolve({ result });
        },
        (thrown: unknown) => {
          done();
          resolve({ thrown });
        },
      );
    });
  }

  #end(key: string, flight: Flight<Result>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

function outOfTime(allowedMs: number): TimedOutError {
  return new TimedOutError({ what: 'The plan', kind: 'deadline', allowedMs, phase: 'cache' });
}

/** A deadline that moves with those who wait: the latest of theirs. */
function latestOf(waiting: ReadonlySet<Waiter>, clock: Clock): Deadline {
  const at = () => Math.max(-Infinity, ...[...waiting].map((each) => each.deadline.at));
  return Object.freeze({
    get at() {
      return at();
    },
    remainingMs: () => Math.max(0, at() - clock.now()),
    isOver: () => clock.now() >= at(),
    within: (budgetMs: number) => createDeadline(clock, Math.max(0, at() - clock.now())).within(budgetMs),
  });
}
