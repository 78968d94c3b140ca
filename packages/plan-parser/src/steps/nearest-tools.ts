import type { ToolRegistry } from '@planweave/core-types';
import { distance } from 'fastest-levenshtein';
import { plainName } from './plain-name.ts';

/** Comparing costs the product of the lengths. */
const longestCompared = 40;

/**
 * Up to three tools whose name or alias is spelled like a name that is registered nowhere, the nearest first. They are
 * shown to people and models; a step is never rewritten to them, because near is not the same.
 */
export function nearestTools(name: string, registry: ToolRegistry): readonly string[] {
  const plain = plainName(name.slice(0, longestCompared + 1));
  if (plain === '' || plain.length > longestCompared) return [];
  const ranked = registry.tools.map((tool) => ({
    name: tool.name,
    edits: Math.min(...[tool.name, ...tool.aliases].map((spelling) => edits(plain, plainName(spelling)))),
  }));
  const near = ranked.filter((tool) => tool.edits <= Math.max(2, plain.length / 2));
  return near.toSorted((a, b) => a.edits - b.edits).slice(0, 3).map((tool) => tool.name);
}

/** A name that contains the other is nearer than spelling says: `Attack` for `AttackEnemy`. */
function edits(given: string, known: string): number {
  const contained = known.length >= 4 && given.includes(known) ? 1 : Infinity;
  return Math.min(contained, distance(given, known));
}
