/** Counts by name, in bounded memory. */
export interface Tally {
  add(name: string): void;
  read(): Readonly<Record<string, number>>;
  reset(): void;
}

/** Names come from plug-ins and models as well; what comes after the first 64 is counted as `other`. */
const mostNames = 64;
const longestName = 80;

/** A tally of nothing. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    add(name) {
      if (counts.has(name)) count(name);
      else count(counts.size < mostNames ? name.slice(0, longestName) : 'other');
    },
    read: () => Object.fromEntries(counts),
    reset: () => counts.clear(),
  };
}
