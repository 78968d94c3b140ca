import { asPlanweaveError, checkOneOf, checkOption, detailLevels, fingerprint, type ChatMessage, type DetailLevel, type PromptSection } from '@planweave/core-types';
import { tokensOf } from './budget/estimate-tokens.ts';
import { smallerDrafts, type Draft } from './budget/smaller-drafts.ts';
import { scanText } from './data/scan-text.ts';
import { historyLines } from './history/history-lines.ts';
import { levelFrame, type LevelFrame } from './levels/level-frame.ts';
import { writeCleanUser, writeUser } from './messages/write-user.ts';
import { sectionsCheck } from './messages/sections-check.ts';
import { worldParts } from './messages/world-parts.ts';
import type { PromptBuilderOptions, PromptOptions } from './prompt-builder-options.ts';
import { promptIngredients } from './prompt-ingredients.ts';
import { promptVersion } from './prompt-version.ts';
import type { Prompt } from './prompt.ts';

/** Builds the prompts of one agent; all that they share is made once. */
export interface PromptBuilder<World> {
  /** See {@link Prompt.version}. */
  readonly version: string;
  /** The system message of a level as every prompt without a budget begins, for warming up a server. @default level 'full' */
  system(level?: DetailLevel): ChatMessage;
  /**
   * The prompt for a world.
   *
   * @throws `InvalidOptionError` for options out of range; what the domain throws, as a `PlanweaveError`.
   */
  build(world: World, options?: PromptOptions): Prompt;
}

/**
 * A builder of prompts for one agent, or for many that share role, persona and language. Options are checked and put into
 * words here; a level's constant beginning is made when the level is first used. What is left for each prompt is to
 * describe the world.
 *
 * @throws `InvalidOptionError` for an option outside its range, `InvalidToolError` for a name in `minimalTools` that is
 * not registered.
 *
 * @example
 * ```ts
 * import { createPromptBuilder } from '@planweave/prompt-builder';
 * import { tacticalDomain } from '@planweave/tactical-domain';
 *
 * const builder = createPromptBuilder({ domain: tacticalDomain, role: 'stealth', persona: { caution: 0.9 } });
 * builder.system().content.includes('avoids risks and keeps a way out'); //=> true
 * builder.system('minimal').content.length < builder.system('simplified').content.length; //=> true
 * ```
 */
export function createPromptBuilder<World>(options: PromptBuilderOptions<World>): PromptBuilder<World> {
  const { domain } = options;
  const { parts: constant, selection, maxSectionCharacters } = promptIngredients(options);
  const { wording } = constant;
  const { request } = wording;
  const oddBytesOfRequest = scanText(request).oddBytes;
  const version = fingerprint(JSON.stringify([promptVersion, { ...constant, registry: constant.registry.digest }, selection.names, maxSectionCharacters]));
  const frames = new Map<DetailLevel, LevelFrame>();

  const frameOf = (level: DetailLevel, option = 'level'): LevelFrame => {
    let frame = frames.get(level);
    if (frame === undefined) {
      checkOneOf('buildPrompt', option, level, detailLevels);
      frame = levelFrame(level, constant, selection);
      frames.set(level, frame);
    }
    return frame;
  };

  const checkSections = sectionsCheck();
  const describe = (world: World, level: DetailLevel): readonly PromptSection[] => {
    try {
      return checkSections(domain.describe(world, level));
    } catch (thrown) {
      throw asPlanweaveError(thrown, `The domain "${domain.name}"`, 'domain');
    }
  };

  const buildAt = (frame: LevelFrame, world: World, { history = none, budgetTokens = Infinity }: PromptOptions): Prompt => {
    const { parts, shortened } = worldParts(describe(world, frame.level), maxSectionCharacters);
    const lines = history.length === 0 ? none : historyLines(history, frame.rules.pastPlans, frame.registry, wording);
    let written = writeUser<Draft>({ system: frame.variants[0], parts, history: lines }, request, oddBytesOfRequest);
    const whole = written.from;
    if (tokensOf(whole.system.weight + written.weight, 2) > budgetTokens) {
      for (const smaller of smallerDrafts(whole, frame)) {
        written = writeCleanUser(smaller, request);
        if (tokensOf(smaller.system.weight + written.weight, 2) <= budgetTokens) break;
      }
    }
    const { from: draft, text: content } = written;
    const { message, weight } = draft.system;
    const estimatedTokens = tokensOf(weight + written.weight, 2);
    const lostHistory = draft.history.length < history.length;
    const prompt = {
      messages: Object.freeze([message, Object.freeze({ role: 'user', content } as const)]),
      level: frame.level,
      registry: frame.registry,
      characters: message.content.length + content.length,
      estimatedTokens,
      dropped: draft.system.dropped,
      shortened: shortened.length === 0 ? shortened : shown(shortened, draft),
      isOverBudget: estimatedTokens > budgetTokens,
      version,
    };
    if (frame.level !== 'full') {
      // Describing the world once more is worth it only to those who ask.
      const sections = () => [...describe(world, 'full'), ...whole.parts];
      return Object.freeze(Object.defineProperty(prompt, 'dropped', { enumerable: true, get: once(() => dropped(draft, lostHistory, sections())) }));
    }
    if (draft !== whole || lostHistory) prompt.dropped = dropped(draft, lostHistory, whole.parts);
    return Object.freeze(prompt);
  };

  return Object.freeze({
    version,
    system: (level: DetailLevel = 'full') => frameOf(level).variants[0].message,
    build(world: World, given: PromptOptions = {}) {
      const { level = 'full', lowestLevel = level, budgetTokens } = given;
      if (given.history !== undefined) checkOption('buildPrompt', 'history', given.history, 'a list of past plans', Array.isArray);
      if (budgetTokens !== undefined) checkOption('buildPrompt', 'budgetTokens', budgetTokens, 'a number above 0', (tokens) => typeof tokens === 'number' && tokens > 0);
      const lowest = lowestLevel === level ? level : frameOf(lowestLevel, 'lowestLevel').level;
      let prompt = buildAt(frameOf(level), world, given);
      if (!prompt.isOverBudget || lowest === level) return prompt;
      for (let lower = detailLevels.indexOf(level) + 1; prompt.isOverBudget && lower <= detailLevels.indexOf(lowest); lower += 1) {
        prompt = buildAt(frameOf(detailLevels[lower] as DetailLevel), world, given);
      }
      return prompt;
    },
  });
}

const none: readonly never[] = Object.freeze([]);

/** What a draft lacks, by name: of what surrounds the world, of the history, and of the sections that have something to say. */
function dropped(draft: Draft, lostHistory: boolean, sections: readonly PromptSection[]): readonly string[] {
  const names = new Set<string>();
  for (const { name, text } of sections) if (text !== '') names.add(name);
  for (const { name } of draft.parts) names.delete(name);
  return Object.freeze([...draft.system.dropped, ...(lostHistory ? ['history'] : []), ...names]);
}

/** Those of the names that are still in a draft. */
function shown(names: readonly string[], { parts }: Draft): readonly string[] {
  return Object.freeze(names.filter((name) => parts.some((part) => part.name === name)));
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
