import { describe, expect, it } from 'vitest';
import { seededRandom } from '../chance/seeded-random.ts';
import { InvalidOptionError } from '../errors/invalid-option-error.ts';
import { systemClock } from '../time/system-clock.ts';
import { createCallContext } from './call-context.ts';

const clock = { now: () => 100, schedule: () => () => {} };

describe('createCallContext', () => {
  it('has the real clock, chance from seed 0, no deadline and nobody listening, when nothing is said', () => {
    const context = createCallContext();
    expect(context).toMatchObject({ requestId: 'request', priority: 'normal', clock: systemClock });
    expect([context.deadline.at, context.signal.aborted, context.agentId, context.report]).toEqual([Infinity, false, undefined, undefined]);
    expect(context.random.next()).toBe(seededRandom(0).next());
  });

  it('counts the budget on the clock that is given', () => {
    expect(createCallContext({ clock, budgetMs: 250 }).deadline.at).toBe(350);
  });

  it('keeps what is given', () => {
    const { signal } = new AbortController();
    const given = { requestId: 'r1', signal, clock, random: seededRandom(9), priority: 'high', agentId: 'guard-7', target: 'phi3', report: () => {} } as const;
    const context = createCallContext(given);
    for (const [name, value] of Object.entries(given)) expect(context[name as keyof typeof given]).toBe(value);
  });

  it('gives every context a signal of its own, that nothing aborts', () => {
    expect(createCallContext().signal).not.toBe(createCallContext().signal);
  });

  it('refuses a negative budget', () => {
    expect(() => createCallContext({ budgetMs: -1 })).toThrow(InvalidOptionError);
  });
});
