import type { Tool, ToolRegistry } from '@planweave/core-types';
import { toolSignature } from './tool-signature.ts';
import { toolsByCategory } from './tools-by-category.ts';

/** How many characters of names and arguments the tools of a minimal prompt may have together. */
const mostCharacters = 160;
/** With fewer tools than this, an agent can hardly do anything but the one thing that happens to be listed. */
const fewestTools = 3;

/**
 * The tools of a minimal prompt: those that matter most to the role, as far as they fit into 160 characters; if these are
 * fewer than three, then of each category the first, the second and so on. Tools that do not fit are passed over for
 * shorter ones, but there is always at least one.
 */
export function chooseTools(registry: ToolRegistry, favourites: readonly string[]): ToolRegistry {
  const chosen = new Set<string>();
  let free = mostCharacters;
  const choose = (tools: readonly Tool[]) => {
    for (const tool of tools) {
      const characters = toolSignature(tool).length + 1;
      if (chosen.has(tool.name) || (characters > free && chosen.size > 0)) continue;
      chosen.add(tool.name);
      free -= characters;
    }
  };
  choose(favourites.flatMap((name) => registry.get(name) ?? []));
  if (chosen.size < fewestTools) choose(inTurns(registry));
  return chosen.size === registry.tools.length ? registry : registry.pick([...chosen]);
}

/** One tool of each category in turn, so that no kind of action is missing only because it is defined last. */
function inTurns(registry: ToolRegistry): Tool[] {
  const categories = [...toolsByCategory(registry).values()];
  const longest = Math.max(...categories.map((tools) => tools.length));
  return Array.from({ length: longest }, (_, turn) => categories.flatMap((tools) => tools[turn] ?? [])).flat();
}
