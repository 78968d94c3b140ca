import { describe, expect, it } from 'vitest';
import { CancelledError } from './cancelled-error.ts';
import { IllegalPlanError } from './illegal-plan-error.ts';
import { InvalidToolError } from './invalid-tool-error.ts';
import { InvalidWorldError } from './invalid-world-error.ts';
import { asPlanweaveError, PlugInError } from './plug-in-error.ts';
import { RefusedError } from './refused-error.ts';
import { TimedOutError } from './timed-out-error.ts';

describe('CancelledError', () => {
  it('is nobody’s to repeat', () => {
    expect(new CancelledError('decode', 'user left')).toMatchObject({ isRetryable: false, blame: 'caller', phase: 'decode', cause: 'user left' });
  });
});

describe('TimedOutError', () => {
  it('may be tried again, unless the whole deadline is over', () => {
    const kinds = ['deadline', 'attempt', 'first-token', 'idle'] as const;
    expect(kinds.map((kind) => new TimedOutError({ what: 'The call', kind, allowedMs: 1, phase: 'decode' }).isRetryable)).toEqual([false, true, true, true]);
  });

  it('says what was late and how long it had', () => {
    const error = new TimedOutError({ what: 'phi3 at http://h', kind: 'idle', allowedMs: 249.6, phase: 'decode' });
    expect(error.message).toBe('phi3 at http://h did not finish within 250 ms (idle)');
    expect(error).toMatchObject({ kind: 'idle', allowedMs: 249.6, blame: 'caller' });
  });
});

describe('RefusedError', () => {
  it('says who refused, and when to come back', () => {
    expect(new RefusedError('queue', 'Too many').toJSON()).toEqual({ code: 'PLANWEAVE_REFUSED', message: 'Too many', phase: 'queue', isRetryable: false, refusedBy: 'queue' });
    expect(new RefusedError('circuit', 'The circuit of phi3 is open', 900)).toMatchObject({ by: 'circuit', retryAfterMs: 900, isRetryable: false, blame: 'caller' });
  });
});

describe('IllegalPlanError', () => {
  it('shows the first problem and keeps every verdict', () => {
    const verdicts = [{ isLegal: false, code: 'no-path', problem: 'the cell is blocked', isRecoverable: false }] as const;
    const error = new IllegalPlanError(verdicts);
    expect(error.message).toBe("None of the model's 1 steps is legal; the first: the cell is blocked");
    expect(error).toMatchObject({ verdicts, isRetryable: true, blame: 'model', phase: 'check' });
  });

  it('has words for no verdicts at all', () => {
    expect(new IllegalPlanError([]).message).toBe("None of the model's 0 steps is legal");
  });
});

describe('InvalidWorldError', () => {
  const issue = (path: string) => ({ path, problem: 'expected a number' });

  it('shows the first issue and counts the others', () => {
    expect(new InvalidWorldError('tactical', [issue('$.t'), issue('$.me')]).message).toBe('Invalid tactical world at $.t: expected a number (and 1 more)');
    expect(new InvalidWorldError('tactical', [issue('$.t')]).message).toBe('Invalid tactical world at $.t: expected a number');
  });

  it('has words for no issue at all', () => {
    expect(new InvalidWorldError('tactical', []).message).toBe('Invalid tactical world at $: not a world');
  });
});

describe('InvalidToolError', () => {
  it('names the tool', () => {
    expect(new InvalidToolError('Scan', 'it needs a description')).toMatchObject({ tool: 'Scan', message: 'Tool "Scan": it needs a description', phase: 'options' });
  });
});

describe('asPlanweaveError', () => {
  it('leaves our own errors as they are', () => {
    const own = new CancelledError('queue');
    expect(asPlanweaveError(own, 'The store', 'cache')).toBe(own);
  });

  it('wraps anything else, with the cause', () => {
    const cause = new TypeError('x is undefined');
    const error = asPlanweaveError(cause, 'The domain "chess"', 'domain');
    expect(error).toBeInstanceOf(PlugInError);
    expect(error).toMatchObject({ message: 'The domain "chess" failed: x is undefined', cause, phase: 'domain', blame: 'plug-in', isRetryable: false });
  });

  it.each<[unknown, string]>([
    ['text', 'The store failed: text'],
    [null, 'The store failed: null'],
    [undefined, 'The store failed: undefined'],
    [Object.create(null), 'The store failed: something that has no text'],
    [new Error('y'.repeat(5_000)), `The store failed: ${'y'.repeat(299)}…`],
  ])('has a bounded text for whatever was thrown', (thrown, message) => {
    expect(asPlanweaveError(thrown, 'The store', 'cache').message).toBe(message);
  });
});
