import type { Tool, ToolRegistry } from '@planweave/core-types';
import { fill } from '../languages/fill.ts';
import type { Wording } from '../languages/wording.ts';
import type { LevelRules } from '../levels/level-rules.ts';
import { toolSignature } from './tool-signature.ts';
import { toolsByCategory } from './tools-by-category.ts';

/** The tools of a registry as text, grouped by category in the order in which categories first appear. */
export function toolList(registry: ToolRegistry, rules: LevelRules, wording: Wording): string {
  if (!rules.showsAllTools) return registry.tools.map(toolSignature).join('\n');
  const categories = toolsByCategory(registry);
  const groups = [...categories].map(([category, tools]) => {
    if (!rules.describesTools) return `${oneLine(category)}: ${tools.map(toolSignature).join('; ')}`;
    return `${oneLine(category)}:\n${tools.map((tool) => toolLine(tool, rules, wording)).join('\n')}`;
  });
  return groups.join('\n');
}

function toolLine(tool: Tool, rules: LevelRules, wording: Wording): string {
  const facts = [`- ${toolSignature(tool)}: ${oneLine(tool.description)}`];
  if (tool.cooldownSeconds > 0) facts.push(fill(wording.cooldown, { seconds: String(tool.cooldownSeconds) }));
  if (rules.explainsTools) {
    if (tool.cost !== undefined) facts.push(fill(wording.uses, { list: oneLine(tool.cost) }));
    if (tool.preconditions.length > 0) facts.push(fill(wording.needs, { list: tool.preconditions.map(oneLine).join('; ') }));
    if (tool.effects.length > 0) facts.push(fill(wording.effects, { list: tool.effects.map(oneLine).join('; ') }));
  }
  return facts.join(' ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
