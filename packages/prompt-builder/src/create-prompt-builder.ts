import { asPlanweaveError, checkOption, detailLevels, fingerprint, type ChatMessage, type DetailLevel, type PromptSection } from '@planweave/core-types';
import { tokensOf } from './budget/estimate-tokens.ts';
import { smallerDrafts, type Draft } from './budget/smaller-drafts.ts';
import { scanText } from './data/scan-text.ts';
import { historyLines } from './history/history-lines.ts';
import { levelFrame, type LevelFrame } from './levels/level-frame.ts';
import { writeCleanUser, writeUser } from './messages/write-user.ts';
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
      checkOption('buildPrompt', option, level, `one of ${detailLevels.join(', ')}`, (given) => detailLevels.includes(given));
      frame = levelFrame(level, constant, selection);
      frames.set(level, frame);
    }
    return frame;
  };

  const describe = (world: World, level: DetailLevel): readonly PromptSection[] => {
    try {
      return domain.describe(world, level);
    } catch (thrown) {
      throw asPlanweaveError(thrown, `The domain "${domain.name}"`, 'domain');
    }
  };

  const buildAt = (frame: LevelFrame, world: World, { history = [], budgetTokens = Infinity }: PromptOptions): Prompt => {
    const parts = worldParts(describe(world, frame.level), maxSectionCharacters);
    const lines = history.length === 0 ? [] : historyLines(history, frame.rules.pastPlans, frame.registry, wording);
    let written = writeUser<Draft>({ system: frame.variants[0], parts, history: lines }, request, oddBytesOfRequest);
    const whole = written.from;
    if (tokensOf(whole.system.weight + written.weight, 2) > budgetTokens) {
      for (const smaller of smallerDrafts(whole, frame)) {
        written = writeCleanUser(smaller, request);
        if (tokensOf(smaller.system.weight + written.weight, 2) <= budgetTokens) break;
      }
    }
    const { from: draft, text: user } = written;
    const estimatedTokens = tokensOf(draft.system.weight + written.weight, 2);
    const dropped = [...draft.system.dropped];
    if (draft.history.length < history.length) dropped.push('history');
    if (frame.level !== 'full') dropped.push(...missing(draft, [...describe(world, 'full'), ...whole.parts]));
    else if (draft !== whole) dropped.push(...missing(draft, whole.parts));
    const shortened = draft.parts.flatMap((part) => (part.isShortened ? part.name : []));
    return Object.freeze({
      messages: Object.freeze([draft.system.message, Object.freeze({ role: 'user', content: user })]),
      level: frame.level,
      registry: frame.registry,
      characters: draft.system.message.content.length + user.length,
      estimatedTokens,
      dropped: Object.freeze(dropped),
      shortened: Object.freeze(shortened),
      isOverBudget: estimatedTokens > budgetTokens,
      version,
    });
  };

  return Object.freeze({
    version,
    system: (level: DetailLevel = 'full') => frameOf(level).variants[0].message,
    build(world: World, given: PromptOptions = {}) {
      const { level = 'full', lowestLevel = level, budgetTokens } = given;
      checkOption('buildPrompt', 'history', given.history, 'a list of past plans', (list) => list === undefined || Array.isArray(list));
      if (budgetTokens !== undefined) checkOption('buildPrompt', 'budgetTokens', budgetTokens, 'a number above 0', (tokens) => tokens > 0);
      let prompt = buildAt(frameOf(level), world, given);
      for (const lower of detailLevels.slice(detailLevels.indexOf(level) + 1, detailLevels.indexOf(frameOf(lowestLevel, 'lowestLevel').level) + 1)) {
        if (!prompt.isOverBudget) break;
        prompt = buildAt(frameOf(lower), world, given);
      }
      return prompt;
    },
  });
}

/** The names of sections that have something to say and are not in the draft. */
function missing(draft: Draft, sections: readonly Pick<PromptSection, 'name' | 'text'>[]): readonly string[] {
  const names = new Set<string>();
  for (const { name, text } of sections) if (text !== '') names.add(name);
  for (const { name } of draft.parts) names.delete(name);
  return [...names];
}
