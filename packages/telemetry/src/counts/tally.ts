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
  const counts = new Map<string, { count: number }>();
  const entryFor = (name: string) => {
    // a copy: a piece of a reply would keep the whole reply in memory
    const kept = counts.size < mostNames ? structuredClone(name) : 'other';
    const entry = counts.get(kept) ?? { count: 0 };
    counts.set(kept, entry);
    return entry;
  };
  return {
    add(name) {
      const short = name.length > longestName ? name.slice(0, longestName) : name;
      const entry = counts.get(short) ?? entryFor(short);
      entry.count += 1;
    },
    read: () => Object.fromEntries([...counts].map(([name, { count }]) => [name, count])),
    reset: () => counts.clear(),
  };
}
