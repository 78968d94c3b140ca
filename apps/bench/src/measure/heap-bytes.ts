/**
 * What the program holds now, in bytes: the heap after a full collection, and buffers outside it.
 *
 * @throws `Error` when Node was not started with `--expose-gc`.
 */
export function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Memory can be measured only under node --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
