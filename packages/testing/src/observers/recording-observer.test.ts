import { combineObservers } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { recordingObserver } from './recording-observer.ts';

describe('recordingObserver', () => {
  it('keeps events in order and finds those of a type', () => {
    const observer = recordingObserver();
    const report = combineObservers([observer]);
    report?.({ type: 'plan-started', requestId: 'a', at: 0, budgetMs: 250 });
    report?.({ type: 'call-refused', requestId: 'a', at: 5, by: 'circuit' });
    report?.({ type: 'plan-started', requestId: 'b', at: 9, budgetMs: 100 });
    expect(observer.types).toEqual(['plan-started', 'call-refused', 'plan-started']);
    expect(observer.of('plan-started').map(({ budgetMs }) => budgetMs)).toEqual([250, 100]);
    expect(observer.of('plan-ended')).toEqual([]);
    observer.clear();
    expect(observer.events).toEqual([]);
  });
});
