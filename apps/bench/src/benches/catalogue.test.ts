import { describe, expect, it } from 'vitest';
import type { BenchGroup } from './bench.ts';
import { allBenches, benchesNamed, originalBenches } from './catalogue.ts';
import { runGroup } from './run-group.ts';

const once = { rounds: 1, batchMs: 0 };
const all = allBenches.flatMap(({ benches }) => benches);
/** A million worlds, or a thousand agents, take too long for a test. */
const isQuick = (name: string) => !/(00,000 entries|,000 agents)$/.test(name);
const names = (text: string) => benchesNamed(text).flatMap(({ benches }) => benches.map(({ name }) => name));

describe('originalBenches', () => {
  it('are 33: 12 about the model, 10 about the cache, 11 about resilience', () => {
    expect(originalBenches.map(({ benches }) => benches.length)).toEqual([12, 10, 11]);
    expect(originalBenches.flatMap(({ benches }) => benches).every(({ name }) => /^(llm|cache|retry|circuit_breaker|telemetry)_[a-z0-9_]+$/.test(name))).toBe(true);
  });
});

describe('allBenches', () => {
  it('have names of their own, and say what they measure', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.filter(({ measures }) => measures.length < 10)).toEqual([]);
  });

  it.each(allBenches.map((group) => [group.name, group] as const))('%s: every one does its work', async (_, group) => {
    const quick: BenchGroup = { ...group, benches: group.benches.filter(({ name }) => isQuick(name)) };
    const results = await runGroup(quick, once);
    expect(results.map(({ name }) => name)).toEqual(quick.benches.map(({ name }) => name));
    expect(results.filter(({ nanoseconds }) => !(nanoseconds > 0))).toEqual([]);
  });
});

describe('benchesNamed', () => {
  it('finds by a part of the name, in any case, or takes the whole group', () => {
    expect(names('HALFOPEN_success')).toEqual(['circuit_breaker_halfopen_success_to_closed']);
    expect(names('language model')).toHaveLength(12);
    expect(names('nothing is called that')).toEqual([]);
  });
});
