import type { Tool, ToolRegistry } from '@planweave/core-types';

/** The tools of each category, both in the order in which the registry has them. */
export function toolsByCategory(registry: ToolRegistry): ReadonlyMap<string, readonly Tool[]> {
  const groups = new Map<string, Tool[]>();
  for (const tool of registry.tools) {
    const group = groups.get(tool.category);
    if (group === undefined) groups.set(tool.category, [tool]);
    else group.push(tool);
  }
  return groups;
}
