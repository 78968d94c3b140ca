import type { ToolRegistry } from '@planweave/core-types';
import { fill } from '../languages/fill.ts';
import type { Wording } from '../languages/wording.ts';
import type { LevelRules } from '../levels/level-rules.ts';
import type { RoleText } from '../roles/role-text.ts';
import { toolList } from '../tools/tool-list.ts';

/** What a system message is made from; nothing of it comes from a world. */
export interface SystemParts {
  readonly registry: ToolRegistry;
  readonly wording: Wording;
  readonly role: RoleText;
  /** The program's own rules, one a line. */
  readonly rules: readonly string[];
  readonly maxSteps: number;
  readonly examples: readonly string[];
  readonly persona: string;
}

/**
 * The system message: what all agents share comes first (task, tools, form of the reply), then what agents of a
 * role share, then what one agent has alone. A server that serves many agents remembers the common beginning.
 */
export function systemText(parts: SystemParts, level: LevelRules): string {
  const { registry, wording, role, maxSteps, examples, persona } = parts;
  const { headings } = wording;
  const paragraphs = [
    `${wording.task} ${wording.dataRule}`,
    `${wording.toolRule}\n${toolList(registry, level, wording)}`,
    fill(wording.form, { maxSteps: String(maxSteps) }),
  ];
  if (level.advises) paragraphs.push(wording.advice.join('\n'));
  if (parts.rules.length > 0) paragraphs.push(parts.rules.join('\n'));
  const habits = level.advises ? role.habits.map((habit) => `\n- ${habit}`).join('') : '';
  if (level.namesRole) paragraphs.push(`${headings.role}: ${role.duty}${habits}`);
  if (examples.length > 0) paragraphs.push(`${headings.examples}:\n${examples.join('\n')}`);
  if (persona !== '') paragraphs.push(`${headings.persona}: ${persona}.`);
  return paragraphs.join(level.describesTools ? '\n\n' : '\n');
}
