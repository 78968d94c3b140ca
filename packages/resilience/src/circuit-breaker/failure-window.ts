/** How many slices a window is cut into; what is forgotten at once is this part of it. */
const slices = 10;

/** Counts calls and failures of the last `windowMs` milliseconds, forgetting them slice by slice. */
export interface FailureWindow {
  record(at: number, isFailure: boolean): void;
  /** Calls and failures still remembered at a moment. */
  count(at: number): { readonly calls: number; readonly failures: number };
}

/** An empty window. */
export function createFailureWindow(windowMs: number): FailureWindow {
  const sliceMs = windowMs / slices;
  const calls = new Uint32Array(slices);
  const failures = new Uint32Array(slices);
  let newest = -Infinity;

  const forgetUntil = (at: number): number => {
    const slice = Math.floor(at / sliceMs);
    const stale = Math.min(slice - newest, slices);
    for (let back = 0; back < stale; back += 1) {
      calls[indexOf(slice - back)] = 0;
      failures[indexOf(slice - back)] = 0;
    }
    newest = Math.max(newest, slice);
    return indexOf(slice);
  };
  return {
    record(at, isFailure) {
      const index = forgetUntil(at);
      calls[index]! += 1;
      if (isFailure) failures[index]! += 1;
    },
    count(at) {
      forgetUntil(at);
      return { calls: sum(calls), failures: sum(failures) };
    },
  };
}

function indexOf(slice: number): number {
  return ((slice % slices) + slices) % slices;
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
