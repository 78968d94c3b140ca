/**
 * Ollama counts in nanoseconds and leaves out what is 0; the toolkit counts in milliseconds. What is missing, negative
 * or no finite number is 0.
 */
export function millisecondsFromNanoseconds(nanoseconds: unknown): number {
  return typeof nanoseconds === 'number' && Number.isFinite(nanoseconds) && nanoseconds > 0 ? nanoseconds / 1e6 : 0;
}
