import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What the program holds now, in bytes: the heap after a full collection, and buffers outside it. */
export function heapBytes(): number {
  // the collector can be called only where a flag allows it; contexts that are made after the flag was set have it
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
