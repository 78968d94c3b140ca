import { checkOption, type ToolRegistry } from '@planweave/core-types';
import { fill } from '../languages/fill.ts';
import type { Wording } from '../languages/wording.ts';
import { favouriteTools } from './favourite-tools.ts';
import type { BuiltInRole, Role } from './role.ts';

/** A role made ready for one registry and one language. */
export interface RoleText {
  readonly name: string;
  readonly duty: string;
  readonly habits: readonly string[];
  readonly favourites: readonly string[];
}

const longestInstructions = 4000;

/**
 * A role in words; habits that name a tool which is not in the registry are left out.
 *
 * @throws `InvalidOptionError` for an unknown role, or one of your own without name or instructions.
 */
export function roleText(role: Role, registry: ToolRegistry, wording: Wording): RoleText {
  if (typeof role === 'object' && role !== null) {
    checkOption('createPromptBuilder', 'role.name', role.name, 'a text that is not empty', isText);
    const fits = (given: string) => isText(given) && given.length <= longestInstructions;
    checkOption('createPromptBuilder', 'role.instructions', role.instructions, `a text of 1 to ${longestInstructions} characters`, fits);
    checkOption('createPromptBuilder', 'role.tools', role.tools, 'a list of tool names', (given) => given === undefined || (Array.isArray(given) && given.every(isText)));
    return { name: role.name, duty: role.instructions.trim(), habits: [], favourites: role.tools ?? [] };
  }
  const expectation = `one of ${Object.keys(favouriteTools).join(', ')}, or { name, instructions }`;
  const name = checkOption<BuiltInRole>('createPromptBuilder', 'role', role, expectation, (given) => Object.hasOwn(favouriteTools, given));
  const { duty, habits } = wording.roles[name];
  return { name, duty, habits: habits.flatMap((habit) => withTools(habit, registry) ?? []), favourites: favouriteTools[name] };
}

function isText(given: unknown): boolean {
  return typeof given === 'string' && given.trim() !== '';
}

/** A habit with the registry's spelling of its tools, or `undefined` when one of them is missing. */
function withTools(habit: string, registry: ToolRegistry): string | undefined {
  const spellings: Record<string, string> = {};
  for (const [, name = ''] of habit.matchAll(/\{(\w+)\}/g)) {
    const tool = registry.get(name);
    if (tool === undefined) return undefined;
    spellings[name] = tool.name;
  }
  return fill(habit, spellings);
}
