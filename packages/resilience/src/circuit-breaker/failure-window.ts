/** How many slices a window is cut into; what is forgotten at once is this part of it. */
const slices = 10;

/** Counts calls and failures of the last `windowMs` milliseconds, forgetting them slice by slice. */
export interface FailureWindow {
  record(at: number, isFailure: boolean): void;
  /** Calls and failures still remembered at a moment. Changes nothing, whatever moment is asked for. */
  count(at: number): { readonly calls: number; readonly failures: number };
}

/** An empty window. */
export function createFailureWindow(windowMs: number): FailureWindow {
  const sliceMs = windowMs / slices;
  const calls = new Uint32Array(slices);
  const failures = new Uint32Array(slices);
  /** Which slice of time each place holds. */
  const times = new Float64Array(slices).fill(-Infinity);

  return {
    record(at, isFailure) {
      const time = Math.floor(at / sliceMs);
      const index = ((time % slices) + slices) % slices;
      if (times[index] !== time) {
        times[index] = time;
        calls[index] = 0;
        failures[index] = 0;
      }
      calls[index]! += 1;
      if (isFailure) failures[index]! += 1;
    },
    count(at) {
      const newest = Math.floor(at / sliceMs);
      const counted = { calls: 0, failures: 0 };
      for (let index = 0; index < slices; index += 1) {
        const age = newest - times[index]!;
        if (!(age >= 0 && age < slices)) continue;
        counted.calls += calls[index]!;
        counted.failures += failures[index]!;
      }
      return counted;
    },
  };
}
