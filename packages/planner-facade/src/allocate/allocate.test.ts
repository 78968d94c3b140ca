import { InvalidOptionError } from '@planweave/core-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type Candidate, type ModelCapacity } from './allocate.ts';

const candidate = (agentId: string, importance: number, parts: Partial<Candidate> = {}): Candidate => ({ agentId, importance, waitedMs: 0, expectedMs: 400, ...parts });
const chosen = (candidates: readonly Candidate[], capacity: ModelCapacity) =>
  allocate(candidates, capacity).flatMap(({ agentId, getsModel }) => (getsModel ? [agentId] : []));

const amounts = fc.nat(10_000);
const someCandidate = fc.record({ importance: fc.nat(20), waitedMs: amounts, expectedMs: amounts });
const someCandidates = fc.array(someCandidate, { maxLength: 12 }).map((all) => all.map((each, index) => ({ ...each, agentId: `agent-${index}` })));
const someCapacity = fc.record({ modelMs: fc.nat(40_000), queueLength: fc.nat(4), patienceMs: fc.integer({ min: 1, max: 20_000 }) });

describe('allocate', () => {
  it('gives bosses the model and minions the heuristics, and minions the model when there is enough for all', () => {
    const all = [candidate('rat-1', 1), candidate('dragon', 10), candidate('rat-2', 1), candidate('queen', 8)];
    expect(chosen(all, { modelMs: 1_000 })).toEqual(['dragon', 'queen']);
    expect(chosen(all, { modelMs: 1_600 })).toEqual(['rat-1', 'dragon', 'rat-2', 'queen']);
  });

  it('degrades under load, the least important first', () => {
    const all = [candidate('rat', 1), candidate('dragon', 10), candidate('queen', 8)];
    expect(chosen(all, { modelMs: 1_200, queueLength: 0 })).toEqual(['rat', 'dragon', 'queen']);
    expect(chosen(all, { modelMs: 1_200, queueLength: 1 })).toEqual(['dragon', 'queen']);
    expect(chosen(all, { modelMs: 1_200, queueLength: 2 })).toEqual(['dragon']);
    expect(chosen(all, { modelMs: 1_200, queueLength: 3 })).toEqual([]);
  });

  it('says why', () => {
    const all = [candidate('dragon', 10), candidate('rock', 0), candidate('sage', 9, { expectedMs: 1_001 }), candidate('rat', 1, { expectedMs: 700 })];
    expect(allocate(all, { modelMs: 1_000 }).map(({ reason }) => reason)).toEqual(['chosen', 'not-important', 'too-long', 'outranked']);
    expect(allocate(all, { modelMs: 1_000, queueLength: 10 }).map(({ reason }) => reason)).toEqual(['queue-full', 'not-important', 'too-long', 'queue-full']);
  });

  it('lets waiting count in proportion to importance', () => {
    const all = [candidate('boss', 4), candidate('minion', 1, { waitedMs: 31_000 })];
    expect(chosen(all, { modelMs: 400 })).toEqual(['minion']);
    expect(chosen(all, { modelMs: 400, patienceMs: 20_000 })).toEqual(['boss']);
  });

  it('passes over what does not fit for what does', () => {
    const all = [candidate('a', 3, { expectedMs: 600 }), candidate('b', 2, { expectedMs: 600 }), candidate('c', 1, { expectedMs: 300 })];
    expect(chosen(all, { modelMs: 1_000 })).toEqual(['a', 'c']);
  });

  it('never exceeds what there is', () => {
    fc.assert(
      fc.property(someCandidates, someCapacity, (candidates, capacity) => {
        const allocations = allocate(candidates, capacity);
        const usedMs = candidates.reduce((sum, { expectedMs }, index) => sum + (allocations[index]!.getsModel ? expectedMs : 0), 0);
        expect(usedMs).toBeLessThanOrEqual(capacity.modelMs);
        expect(allocations.map(({ agentId }) => agentId)).toEqual(candidates.map(({ agentId }) => agentId));
      }),
    );
  });

  it('never takes the model from an agent because it matters more', () => {
    fc.assert(
      fc.property(someCandidates, someCapacity, fc.nat(11), fc.integer({ min: 1, max: 50 }), (candidates, capacity, which, more) => {
        const before = allocate(candidates, capacity)[which]?.getsModel === true;
        const raised = candidates.map((each, index) => (index === which ? { ...each, importance: each.importance + more } : each));
        expect(before && !allocate(raised, capacity)[which]!.getsModel).toBe(false);
      }),
    );
  });

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(someCandidates, someCapacity, (candidates, capacity) => {
        expect(chosen(candidates.toReversed(), capacity)).toEqual(chosen(candidates, capacity).toReversed());
      }),
    );
  });

  it('starves nobody who matters and fits: over the rounds, all get their turn', () => {
    const agents = fc.array(fc.record({ importance: fc.integer({ min: 1, max: 5 }), expectedMs: fc.integer({ min: 1, max: 1_000 }) }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(agents, (all) => {
        const waited = all.map(() => 0);
        const turns = all.map(() => 0);
        for (let round = 0; round < 400; round += 1) {
          const candidates = all.map((each, index) => ({ ...each, agentId: `agent-${index}`, waitedMs: waited[index]! }));
          for (const [index, { getsModel }] of allocate(candidates, { modelMs: 1_000 }).entries()) {
            waited[index] = getsModel ? 0 : waited[index]! + 1_000;
            if (getsModel) turns[index]! += 1;
          }
        }
        expect(Math.min(...turns)).toBeGreaterThan(1);
      }),
      { numRuns: 50 },
    );
  });

  it('is empty for nobody, and tells two with one name apart', () => {
    expect(allocate([], { modelMs: 100 })).toEqual([]);
    const twin = candidate('twin', 1);
    expect(allocate([twin, twin], { modelMs: 400 }).map(({ getsModel }) => getsModel)).toEqual([true, false]);
  });

  it.each([
    [[candidate('a', -1)], { modelMs: 1 }],
    [[candidate('a', NaN)], { modelMs: 1 }],
    [[candidate('a', 1, { waitedMs: -1 })], { modelMs: 1 }],
    [[candidate('a', 1, { expectedMs: Infinity })], { modelMs: 1 }],
    [[], { modelMs: -1 }],
    [[], { modelMs: 1, queueLength: -1 }],
    [[], { modelMs: 1, patienceMs: 0 }],
  ])('refuses numbers that cannot be', (candidates, capacity) => {
    expect(() => allocate(candidates, capacity)).toThrow(InvalidOptionError);
  });
});
