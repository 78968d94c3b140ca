/** The memory a policy keeps for each target it has seen, the first seen first. */
export interface PerTarget<Memory> {
  /** The memory of a target, made on first use. */
  of(key: string): Memory;
  entries(): IterableIterator<[string, Memory]>;
  clear(): void;
}

const mostTargets = 1_000;

/** One memory for each target; at most 1,000, the one first used is forgotten first, so that hostile keys cannot fill the heap. */
export function perTarget<Memory>(create: (key: string) => Memory): PerTarget<Memory> {
  const memories = new Map<string, Memory>();
  return {
    of(key) {
      const known = memories.get(key);
      if (known !== undefined) return known;
      const [oldest] = memories.keys();
      if (oldest !== undefined && memories.size >= mostTargets) memories.delete(oldest);
      const memory = create(key);
      memories.set(key, memory);
      return memory;
    },
    entries: () => memories.entries(),
    clear: () => memories.clear(),
  };
}
