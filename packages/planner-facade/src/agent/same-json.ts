/** True for equal JSON data whose keys stand in the same order, as those of steps and canonical worlds do. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other);
}
