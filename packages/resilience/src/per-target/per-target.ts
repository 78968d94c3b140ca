/** The memory a policy keeps for each target it has seen. */
export interface PerTarget<Memory> {
  /** The memory of a target, made on first use. */
  of(key: string): Memory;
  entries(): IterableIterator<[string, Memory]>;
  clear(): void;
}

const mostTargets = 1_000;

/**
 * One memory for each target, for at most 1,000, so that hostile keys cannot fill the heap. Whoever was not used for longest
 * is forgotten first, so that they cannot push out those in use either.
 *
 * @param mayForget - What must be kept however many there are. @default nothing
 */
export function perTarget<Memory>(create: () => Memory, mayForget: (memory: Memory) => boolean = () => true): PerTarget<Memory> {
  const memories = new Map<string, Memory>();
  const addLast = (key: string, memory: Memory) => {
    memories.delete(key);
    memories.set(key, memory);
    return memory;
  };
  const forgetOldest = () => {
    for (const [key, memory] of memories) if (mayForget(memory)) return memories.delete(key);
    return false;
  };
  return {
    of(key) {
      const known = memories.get(key);
      // the order matters only when there may soon be too many; keeping it costs more than the look-up
      if (known !== undefined) return memories.size > mostTargets / 2 ? addLast(key, known) : known;
      if (memories.size >= mostTargets) forgetOldest();
      return addLast(key, create());
    },
    entries: () => memories.entries(),
    clear: () => memories.clear(),
  };
}
