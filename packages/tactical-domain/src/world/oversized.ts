import type { WorldIssue } from '@planweave/core-types';

/** Longest lists and largest maps of a world, by their path. */
const mostEntries = {
  'player.orders': 16,
  'me.cooldowns': 64,
  'me.inventory': 64,
  'me.abilities': 64,
  enemies: 256,
  pois: 256,
  obstacles: 4096,
  allies: 64,
} as const;

/**
 * Lists and maps of a world with too many entries. They are measured before anything in them is looked at, because
 * looking into them is what would take long.
 */
export function oversized(input: unknown): WorldIssue[] {
  const issues: WorldIssue[] = [];
  for (const [path, most] of Object.entries(mostEntries)) {
    let value = input;
    for (const part of path.split('.')) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
    if (typeof value !== 'object' || value === null) continue;
    const length = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (length > most) issues.push({ path: `$.${path}`, problem: `expected at most ${most} entries, but found ${length}` });
  }
  return issues;
}
