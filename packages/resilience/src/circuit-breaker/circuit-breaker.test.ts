import {
  CancelledError,
  createCallContext,
  InvalidOutputError,
  ModelNotFoundError,
  RefusedError,
  ServerBusyError,
  ServerUnreachableError,
  sleep,
  TimedOutError,
  type CallContextOptions,
  type PlanEvent,
} from '@planweave/core-types';
import { manualClock, type ManualClock } from '@planweave/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { admissionQueue } from '../admission-queue/admission-queue.ts';
import { compose } from '../compose/compose.ts';
import { attemptTimeout } from '../timeout/attempt-timeout.ts';
import { circuitBreaker, type CircuitBreaker } from './circuit-breaker.ts';

const where = { model: 'm', host: 'http://127.0.0.1' };
const down = () => new ServerUnreachableError({ message: 'down', ...where });
const timedOut = (allowedMs: number) => new TimedOutError({ what: 'm', kind: 'attempt', allowedMs, phase: 'decode' });

let clock: ManualClock;
beforeEach(() => {
  clock = manualClock();
});

/** Makes one call that ends with the error, or well, and tells what the caller saw. */
async function call(breaker: CircuitBreaker, error?: Error, options: CallContextOptions = {}): Promise<string> {
  const context = createCallContext({ clock, target: 'm', ...options });
  const operation = () => (error === undefined ? Promise.resolve('ok') : Promise.reject(error));
  return breaker.execute(operation, context).catch((thrown: unknown) => (RefusedError.isInstance(thrown) ? 'refused' : 'failed'));
}

async function calls(breaker: CircuitBreaker, errors: readonly (Error | undefined)[]): Promise<string[]> {
  const seen: string[] = [];
  for (const error of errors) seen.push(await call(breaker, error));
  return seen;
}

const stateOf = (breaker: CircuitBreaker, key = 'm') => breaker.status(clock.now()).find((status) => status.key === key)?.state;

/** A call that ends when it is told to. */
function openCall(breaker: CircuitBreaker) {
  const { promise, resolve, reject } = withResolvers();
  const seen = breaker.execute(() => promise, createCallContext({ clock, target: 'm' })).catch((thrown: unknown) => (RefusedError.isInstance(thrown) ? 'refused' : 'failed'));
  return { seen, resolve, reject };
}

function withResolvers() {
  let resolve!: (value: string) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<string>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { promise, resolve, reject };
}

describe('circuitBreaker', () => {
  it('V19, T14: opens at the fifth server fault in a row on a fresh breaker, and the sixth call is not made', async () => {
    const breaker = circuitBreaker();
    expect(await calls(breaker, [down(), down(), down(), down()])).not.toContain('refused');
    expect(stateOf(breaker)).toBe('closed');
    expect(await calls(breaker, [down(), undefined])).toEqual(['failed', 'refused']);
    expect(stateOf(breaker)).toBe('open');
  });

  it('starts counting again after a success', async () => {
    const breaker = circuitBreaker({ minimumCalls: 100 });
    await calls(breaker, [down(), down(), down(), down(), undefined, down(), down(), down(), down()]);
    expect(stateOf(breaker)).toBe('closed');
  });

  it.each([
    [0.1, false],
    [0.3, false],
    [0.5, true],
    [0.7, true],
  ])('V9: with %f of the calls failing evenly, opens by ratio: %s', async (share, opens) => {
    const breaker = circuitBreaker();
    const errors = Array.from({ length: 100 }, (_, index) => (Math.floor((index + 1) * share) > Math.floor(index * share) ? down() : undefined));
    const seen = await calls(breaker, errors);
    expect(seen.includes('refused')).toBe(opens);
  });

  it('forgets what is older than the window', async () => {
    const breaker = circuitBreaker({ windowMs: 1_000, minimumCalls: 4, consecutiveFailures: Infinity });
    await calls(breaker, [down(), undefined, down()]);
    await clock.advance(1_100);
    expect(breaker.status(clock.now())[0]).toMatchObject({ calls: 0, failures: 0 });
    await calls(breaker, [undefined, undefined, undefined, down()]);
    expect(stateOf(breaker)).toBe('closed');
  });

  it('lets one probe through after the cool-down and closes after two good ones', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500 });
    await call(breaker, down());
    await clock.advance(499);
    expect(await call(breaker)).toBe('refused');
    await clock.advance(1);
    expect(await call(breaker)).toBe('ok');
    expect(stateOf(breaker)).toBe('half-open');
    expect(await call(breaker)).toBe('ok');
    expect(stateOf(breaker)).toBe('closed');
  });

  it('V20: of two probes at the same time one passes', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500 });
    await call(breaker, down());
    await clock.advance(500);
    const probe = openCall(breaker);
    expect(await call(breaker)).toBe('refused');
    probe.resolve('ok');
    expect(await probe.seen).toBe('ok');
  });

  it('T11: a failed probe opens it for a whole new cool-down', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500 });
    await call(breaker, down());
    await clock.advance(700);
    expect(await call(breaker, down())).toBe('failed');
    await clock.advance(499);
    expect(await call(breaker)).toBe('refused');
    await clock.advance(1);
    expect(await call(breaker)).toBe('ok');
  });

  it('a probe that says nothing about the server makes room for the next', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500, successesToClose: 1 });
    await call(breaker, down());
    await clock.advance(500);
    await call(breaker, new CancelledError('decode'));
    expect(await call(breaker)).toBe('ok');
    expect(stateOf(breaker)).toBe('closed');
  });

  it('ignores the result of a call that started before the circuit changed', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 2, coolDownMs: 500, successesToClose: 1 });
    const late = [openCall(breaker), openCall(breaker)];
    await calls(breaker, [down(), down()]);
    await clock.advance(500);
    late[0]!.resolve('ok');
    await late[0]!.seen;
    expect(stateOf(breaker)).toBe('open');
    await call(breaker);
    expect(stateOf(breaker)).toBe('closed');
    late[1]!.reject(down());
    await late[1]!.seen;
    await call(breaker, down());
    expect(stateOf(breaker)).toBe('closed');
  });

  it('T13: a hundred real timeouts at 50 ms leave it closed for a caller with 5 s', async () => {
    const breaker = circuitBreaker();
    const slow = compose([breaker, attemptTimeout({ timeoutMs: 60_000 })]);
    const answer = ({ signal }: { signal: AbortSignal }) => sleep(clock, 3_000, signal).then(() => 'answer');
    const impatient = Array.from({ length: 100 }, () => slow.execute(answer, createCallContext({ clock, target: 'm', budgetMs: 50 })).catch((error: { code: string }) => error.code));
    await clock.advance(50);
    expect(new Set(await Promise.all(impatient))).toEqual(new Set(['PLANWEAVE_TIMED_OUT']));
    const patient = slow.execute(answer, createCallContext({ clock, target: 'm', budgetMs: 5_000 }));
    await clock.advance(3_000);
    expect(await patient).toBe('answer');
    expect(breaker.metrics()).toMatchObject({ failed: 0, neutral: 100, refused: 0 });
  });

  it('V21: a hundred calls that a full queue refuses never open it', async () => {
    const breaker = circuitBreaker();
    const policy = compose([breaker, admissionQueue({ maxLimit: 1, maxQueued: 1 })]);
    const stop = new AbortController();
    const ask = () => policy.execute(({ signal }) => sleep(clock, 1e6, signal), createCallContext({ clock, target: 'm', signal: stop.signal })).catch((error: { by?: string; code: string }) => error.by ?? error.code);
    const all = Array.from({ length: 102 }, ask);
    stop.abort();
    const seen = await Promise.all(all);
    expect(seen.filter((by) => by === 'queue')).toHaveLength(100);
    expect(stateOf(breaker)).toBe('closed');
  });

  it.each([
    ['host down', () => down(), true],
    ['queue of the server full', () => new ServerBusyError({ message: 'busy', ...where }), true],
    ['silent for longer than slowCallMs', () => timedOut(10_000), true],
    ['model missing', () => new ModelNotFoundError({ message: 'no such model', ...where }), false],
    ['invalid output', () => new InvalidOutputError({ message: 'odd', ...where }), false],
    ['short budget', () => timedOut(9_999), false],
    ['cancelled', () => new CancelledError('decode'), false],
    ['refused further in', () => new RefusedError('rate-limit', 'used up'), false],
  ] as const)('of eight causes only faults of the server open it, at the fifth call: %s', async (_, cause, opens) => {
    const breaker = circuitBreaker();
    await calls(breaker, Array.from({ length: 20 }, (): Error => cause()));
    expect(breaker.metrics().admitted).toBe(opens ? 5 : 20);
  });

  it('V20: of a hundred calls at the moment when the cool-down is over one passes, until it is back', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500 });
    await call(breaker, down());
    await clock.advance(500);
    let running = 0;
    const probe = withResolvers();
    const ask = () =>
      breaker
        .execute(() => {
          running += 1;
          return probe.promise;
        }, createCallContext({ clock, target: 'm' }))
        .catch(() => 'refused');
    const all = Array.from({ length: 100 }, ask);
    expect(running).toBe(1);
    probe.resolve('ok');
    expect((await Promise.all(all)).filter((outcome) => outcome === 'ok')).toHaveLength(1);
  });

  it.each([
    ['whose deadline is over', { budgetMs: 2_000 }],
    ['whose caller has left', {}],
  ])('a probe that never comes back, %s, makes room for the next, and its late result is ignored', async (_, options) => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500, successesToClose: 1 });
    await call(breaker, down());
    await clock.advance(500);
    const stop = new AbortController();
    const lost = withResolvers();
    const outcome = breaker.execute(() => lost.promise, createCallContext({ clock, target: 'm', signal: stop.signal, ...options })).catch(() => 'failed');
    await clock.advance(1_999);
    expect(await call(breaker)).toBe('refused');
    await clock.advance(1);
    stop.abort();
    expect(await call(breaker)).toBe('ok');
    expect(stateOf(breaker)).toBe('closed');
    lost.reject(down());
    expect(await outcome).toBe('failed');
    expect(stateOf(breaker)).toBe('closed');
  });

  it('a rule of the caller that throws on a probe does not keep the circuit from closing', async () => {
    let isBroken = false;
    const isServerFault = () => {
      if (isBroken) throw new TypeError('broken rule');
      return true;
    };
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500, successesToClose: 1, isServerFault });
    await call(breaker, down());
    await clock.advance(500);
    isBroken = true;
    await expect(breaker.execute(() => Promise.reject(down()), createCallContext({ clock, target: 'm' }))).rejects.toThrow('broken rule');
    expect(await call(breaker)).toBe('ok');
    expect(stateOf(breaker)).toBe('closed');
  });

  it('being looked at changes nothing, whatever moment is asked for', async () => {
    const breaker = circuitBreaker({ minimumCalls: 4, consecutiveFailures: Infinity });
    await calls(breaker, [down(), undefined, down()]);
    for (const at of [Infinity, -Infinity, Number.NaN, 1e15, -5]) expect(breaker.status(at)[0]).toMatchObject({ calls: 0 });
    expect(breaker.status(clock.now())[0]).toMatchObject({ calls: 3, failures: 2, failuresInARow: 1 });
    await call(breaker, down());
    expect(stateOf(breaker)).toBe('open');
  });

  it('counts a call that was running at a reset where it began', async () => {
    const breaker = circuitBreaker();
    const running = openCall(breaker);
    breaker.reset();
    running.reject(down());
    await running.seen;
    expect(breaker.metrics()).toEqual({ admitted: 0, refused: 0, succeeded: 0, failed: 0, neutral: 0 });
  });

  it.each([
    ['T13: timeouts of callers with a short budget', timedOut(50)],
    ['unreadable output', new InvalidOutputError({ message: 'odd', ...where })],
    ['V21: refusals further in, by queue or rate', new RefusedError('queue', 'full')],
    ["the caller's cancel", new CancelledError('decode')],
    ['errors of other code', new TypeError('x')],
  ])('never opens for %s', async (_, error) => {
    const breaker = circuitBreaker();
    await calls(breaker, Array.from({ length: 100 }, () => error));
    expect(stateOf(breaker)).toBe('closed');
    expect(breaker.metrics()).toEqual({ admitted: 100, refused: 0, succeeded: 0, failed: 0, neutral: 100 });
  });

  it('opens for timeouts that were given enough time, also when a timeout further out stopped the call', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 2 });
    await call(breaker, timedOut(10_000));
    const outer = new AbortController();
    const stopped = breaker.execute(({ signal }) => sleep(clock, 1e6, signal), createCallContext({ clock, target: 'm', signal: outer.signal })).catch(() => {});
    outer.abort(timedOut(20_000));
    await stopped;
    expect(stateOf(breaker)).toBe('open');
  });

  it('keeps a circuit for each target', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1 });
    await call(breaker, down(), { target: 'a' });
    expect(await call(breaker, undefined, { target: 'a' })).toBe('refused');
    expect(await call(breaker, undefined, { target: 'b' })).toBe('ok');
  });

  it('can be opened, closed and reset by hand', async () => {
    const breaker = circuitBreaker();
    breaker.open('m');
    await clock.advance(10_000_000);
    expect(await call(breaker)).toBe('refused');
    breaker.close('m');
    expect(await call(breaker)).toBe('ok');
    breaker.reset();
    expect(breaker.status(clock.now())).toEqual([]);
    expect(breaker.metrics().admitted).toBe(0);
  });

  it('never forgets a circuit that was opened by hand, however many other keys come', async () => {
    const breaker = circuitBreaker();
    breaker.open('m');
    for (let index = 0; index < 2_500; index += 1) await call(breaker, undefined, { target: `m${index}` });
    expect(await call(breaker)).toBe('refused');
    expect(breaker.status(0)).toHaveLength(1_000);
    breaker.close('m');
    for (let index = 0; index < 2_500; index += 1) await call(breaker, undefined, { target: `n${index}` });
    expect(breaker.status(0).map(({ key }) => key)).not.toContain('m');
  });

  it('says who opened the circuit', async () => {
    const breaker = circuitBreaker();
    breaker.open('m');
    await expect(breaker.execute(async () => 1, createCallContext({ clock, target: 'm' }))).rejects.toThrow('The circuit of m was opened by hand; no call is made until it is closed by hand');
  });

  it('makes no probe for a caller who leaves on hearing of it, and the next one makes it', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 500, successesToClose: 1 });
    await call(breaker, down());
    await clock.advance(500);
    const stop = new AbortController();
    let probes = 0;
    const left = breaker.execute(async () => void (probes += 1), createCallContext({ clock, target: 'm', signal: stop.signal, report: () => stop.abort() }));
    await expect(left).rejects.toBeInstanceOf(CancelledError);
    expect(probes).toBe(0);
    expect(await call(breaker)).toBe('ok');
    expect(stateOf(breaker)).toBe('closed');
  });

  it('remembers at most 1,000 keys, and those in use longest', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1 });
    await call(breaker, down(), { target: 'in use' });
    for (let index = 0; index < 5_000; index += 1) {
      await call(breaker, undefined, { target: `m${index}` });
      if (index % 100 === 0) await call(breaker, undefined, { target: 'in use' });
    }
    expect(breaker.metrics().refused).toBe(50);
    expect(breaker.status(0)).toHaveLength(1_000);
  });

  it('reports changes and refusals', async () => {
    const events: PlanEvent[] = [];
    const report = (event: PlanEvent) => void events.push(event);
    const breaker = circuitBreaker({ consecutiveFailures: 1 });
    await call(breaker, down(), { report });
    await call(breaker, undefined, { report });
    expect(events).toEqual([
      { type: 'circuit-changed', requestId: 'request', at: 0, key: 'm', from: 'closed', to: 'open' },
      { type: 'call-refused', requestId: 'request', at: 0, by: 'circuit' },
    ]);
  });

  it('tells how long it will refuse', async () => {
    const breaker = circuitBreaker({ consecutiveFailures: 1, coolDownMs: 30_000 });
    await call(breaker, down());
    await clock.advance(1_000);
    const error: unknown = await breaker.execute(async () => 1, createCallContext({ clock, target: 'm' })).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ by: 'circuit', retryAfterMs: 29_000 });
  });

  it('takes an option that is undefined as left out', async () => {
    const unset = Object.fromEntries(['consecutiveFailures', 'failureRatio', 'minimumCalls', 'windowMs', 'coolDownMs', 'successesToClose', 'slowCallMs', 'keyOf', 'isServerFault'].map((name) => [name, undefined]));
    const breaker = circuitBreaker(unset);
    await calls(breaker, Array.from({ length: 20 }, down));
    expect(breaker.metrics().admitted).toBe(5);
  });

  it.each([{ consecutiveFailures: 0 }, { failureRatio: 0 }, { failureRatio: 1.1 }, { minimumCalls: 0 }, { windowMs: 0 }, { coolDownMs: 0 }, { successesToClose: 0 }, { slowCallMs: -1 }])(
    'refuses %j',
    (options) => {
      expect(() => circuitBreaker(options)).toThrow(`option "${Object.keys(options)[0]}"`);
    },
  );
});
