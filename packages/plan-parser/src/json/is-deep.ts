/** The most levels of objects and lists in a step; no tool needs nearly as many, and recursion has to end somewhere. */
export const mostLevels = 32;

/** True for data with more levels of objects and lists than a step may have. It looks no deeper than that itself. */
export function isDeep(value: unknown, levels = mostLevels): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeep((value as Readonly<Record<string, unknown>>)[key], levels - 1)) return true;
  return false;
}
