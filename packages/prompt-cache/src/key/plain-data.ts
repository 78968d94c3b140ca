/** Data is given by callers, and a walk without end would end the program. */
export const deepest = 64;

/** True for an object that says all it has to say in its own keys, unlike a `Date`, a `Map` or one of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // the prototype of plain objects has none itself, in every realm
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** True for JSON data of at most so many levels. */
export function isShallow(value: unknown, levels = deepest): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}
