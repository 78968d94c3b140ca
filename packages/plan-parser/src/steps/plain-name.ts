/**
 * A key or name without case, separators and symbols, so that `target_id`, `targetId` and `Target ID` compare equal.
 * Letters and digits of any script count.
 */
export function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}

/** Names by their plain form. Names that share one are left out: there would be two readings. */
export function namesByPlainName(names: Iterable<string>): Map<string, string> {
  const byPlainName = new Map<string, string>();
  const shared = new Set<string>();
  for (const name of names) {
    const plain = plainName(name);
    if (byPlainName.has(plain)) shared.add(plain);
    byPlainName.set(plain, name);
  }
  for (const plain of shared) byPlainName.delete(plain);
  return byPlainName;
}
