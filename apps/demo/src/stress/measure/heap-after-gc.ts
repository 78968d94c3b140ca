import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const mostRounds = 10;
/** Below this, another collection finds nothing worth it. */
const settledBytes = 16 * 1024;

/** The heap in use after full collections, in bytes: what is held, not what was left lying about. */
export async function heapAfterGc(): Promise<number> {
  const collect = collector();
  let heap = Infinity;
  for (let round = 0; round < mostRounds; round += 1) {
    collect();
    // what was held for finalizers and weak references is free only in the next turn
    await setImmediate();
    const { heapUsed } = process.memoryUsage();
    if (heap - heapUsed < settledBytes) return Math.min(heap, heapUsed);
    heap = heapUsed;
  }
  return heap;
}

/** Node's own `gc`, which a context that is made after the flag was set has, so that nobody must start Node with it. */
function collector(): () => void {
  if (globalThis.gc !== undefined) return globalThis.gc;
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
