import type { Tool, ToolRegistry } from '@planweave/core-types';
import { toolSignature } from './tool-signature.ts';
import { toolsByCategory } from './tools-by-category.ts';

/** How many characters of names and arguments the tools of a minimal prompt may have together. */
const selectionCharacters = 190;

/**
 * The tools of a minimal prompt: all of them when they fit into 190 characters; otherwise those that matter most to the
 * role; for a role whose tools are not there, of each category the first, then the second and so on. What does not fit
 * is passed over for something shorter. There is always one.
 */
export function chooseTools(registry: ToolRegistry, favourites: readonly string[]): ToolRegistry {
  const preferred = favourites.flatMap((name) => registry.get(name) ?? []);
  const all = fitting(registry.tools);
  if (all.length === registry.tools.length) return registry;
  return registry.pick(fitting(preferred.length > 0 ? preferred : inTurns(registry)));
}

function fitting(tools: readonly Tool[]): string[] {
  const chosen: string[] = [];
  let free = selectionCharacters;
  for (const tool of tools) {
    const characters = toolSignature(tool).length + 1;
    if (characters > free && chosen.length > 0) continue;
    chosen.push(tool.name);
    free -= characters;
  }
  return chosen;
}

/** One tool of each category in turn, so that no kind of action is missing only because it is defined last. */
function inTurns(registry: ToolRegistry): Tool[] {
  const categories = [...toolsByCategory(registry).values()];
  const longest = Math.max(...categories.map((tools) => tools.length));
  return Array.from({ length: longest }, (_, turn) => categories.flatMap((tools) => tools[turn] ?? [])).flat();
}
