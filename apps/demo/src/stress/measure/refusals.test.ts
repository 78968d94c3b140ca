import { describe, expect, it } from 'vitest';
import { createRefusals } from './refusals.ts';

describe('createRefusals', () => {
  it('knows the last refusal of each request, once', () => {
    const refusals = createRefusals();
    refusals.observe({ type: 'call-refused', requestId: 'a', at: 0, by: 'queue' });
    refusals.observe({ type: 'call-refused', requestId: 'a', at: 1, by: 'circuit' });
    refusals.observe({ type: 'tier-chosen', requestId: 'b', at: 1, tier: 'full', entered: false });
    refusals.observe({ type: 'tier-chosen', requestId: 'c', at: 1, tier: 'full', entered: true });
    expect([refusals.take('a'), refusals.take('b'), refusals.take('c')]).toEqual(['circuit', 'time', undefined]);
    expect(refusals.take('a')).toBeUndefined();
  });
});
