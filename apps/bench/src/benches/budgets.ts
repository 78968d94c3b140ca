import type { BenchResult } from './run-group.ts';

/** What we allow ourselves, and what was measured. */
export interface Budget {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  /** Whether the limit is the most or the least. */
  readonly bound: 'at most' | 'at least';
  readonly unit: 'x' | 'ns';
  readonly holds: boolean;
}

/** The budgets about what was measured; those about rows that were left out by a filter are left out. */
export function budgets(results: readonly BenchResult[]): readonly Budget[] {
  const ratioOf = (name: string) => results.find((result) => result.name === name)?.ratio?.typical;
  const timeOf = (name: string) => results.find((result) => result.name === name)?.nanoseconds;
  const candidates: readonly (Omit<Budget, 'measured' | 'holds'> & { readonly measured: number | undefined })[] = [
    { what: 'policy stack against a bare await', measured: ratioOf('policy stack'), limit: 8, bound: 'at most', unit: 'x' },
    { what: 'circuit breaker, one check', measured: ofBoth(timeOf('circuit breaker, still clock'), timeOf('policy that does nothing'), (breaker, nothing) => breaker - nothing), limit: 10, bound: 'at most', unit: 'ns' },
    { what: 'planSync() against reading every field once', measured: ratioOf('planSync()'), limit: 10, bound: 'at most', unit: 'x' },
    { what: 'plan() against planSync(), both warm', measured: ofBoth(ratioOf('plan(), warm'), ratioOf('planSync()'), (promised, given) => promised / given), limit: 1.6, bound: 'at most', unit: 'x' },
    { what: 'JSON.stringify + Map against planSync()', measured: ofBoth(ratioOf('JSON.stringify + Map'), ratioOf('planSync()'), (text, planned) => text / planned), limit: 12, bound: 'at least', unit: 'x' },
    { what: 'plan(), cold, against the same by hand', measured: ratioOf('plan(), cold'), limit: 1.5, bound: 'at most', unit: 'x' },
    { what: 'cache.lookup, 100 enemies against 10', measured: ratioOf('cache.lookup, 100 enemies'), limit: 10, bound: 'at most', unit: 'x' },
    { what: 'cache.lookup, 100,000 entries against 1,000', measured: ratioOf('cache.lookup, 100,000 entries'), limit: 2.2, bound: 'at most', unit: 'x' },
  ];
  return candidates.flatMap((budget) => {
    const { measured, limit, bound } = budget;
    return measured === undefined ? [] : [{ ...budget, measured, holds: bound === 'at most' ? measured <= limit : measured >= limit }];
  });
}

function ofBoth(one: number | undefined, other: number | undefined, combine: (one: number, other: number) => number): number | undefined {
  return one === undefined || other === undefined ? undefined : combine(one, other);
}
