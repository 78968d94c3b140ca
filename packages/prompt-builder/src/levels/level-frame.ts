import type { ChatMessage, DetailLevel, ToolRegistry } from '@planweave/core-types';
import { scanText } from '../data/scan-text.ts';
import { systemText, type SystemParts } from '../messages/system-text.ts';
import { levelRules, type LevelRules } from './level-rules.ts';

/** One constant beginning of prompts. */
export interface SystemVariant {
  readonly message: ChatMessage;
  readonly weight: number;
  /** What it lacks, as `Prompt.dropped` names it. */
  readonly dropped: readonly string[];
}

/** All that the prompts of one level share. */
export interface LevelFrame {
  readonly level: DetailLevel;
  readonly rules: LevelRules;
  readonly registry: ToolRegistry;
  /**
   * The system message whole, then without examples, then without examples and persona. Few large steps, because
   * whatever changes here costs a server everything that it remembered.
   */
  readonly variants: readonly [SystemVariant, ...SystemVariant[]];
}

/** The frame of a level. `selection` are the tools that a level shows which cannot show all. */
export function levelFrame(level: DetailLevel, parts: SystemParts, selection: ToolRegistry): LevelFrame {
  const rules = levelRules[level];
  const registry = rules.showsAllTools ? parts.registry : selection;
  const lacks = [
    ...(rules.explainsTools ? [] : ['tool-conditions']),
    ...(rules.describesTools ? [] : ['tool-descriptions']),
    ...(rules.advises ? [] : ['advice']),
    ...(rules.namesRole ? [] : ['role']),
    ...(registry === parts.registry ? [] : ['tools']),
  ];
  const variant = (examples: readonly string[], persona: string): SystemVariant => {
    const content = systemText({ ...parts, registry, examples, persona }, rules);
    const dropped = [...lacks];
    if (examples.length < parts.examples.length) dropped.push('examples');
    if (persona !== parts.persona) dropped.push('persona');
    return { message: Object.freeze({ role: 'system', content }), weight: scanText(content).weight, dropped: Object.freeze(dropped) };
  };
  if (!rules.illustrates) return { level, rules, registry, variants: [variant([], '')] };
  return {
    level,
    rules,
    registry,
    variants: [
      variant(parts.examples, parts.persona),
      ...(parts.examples.length > 0 ? [variant([], parts.persona)] : []),
      ...(parts.persona === '' ? [] : [variant([], '')]),
    ],
  };
}
