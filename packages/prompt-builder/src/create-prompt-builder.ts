import { asPlanweaveError, checkOption, detailLevels, fingerprint, type ChatMessage, type DetailLevel, type PromptSection } from '@planweave/core-types';
import { tokensOf } from './budget/estimate-tokens.ts';
import { smallerDrafts, type Draft } from './budget/smaller-drafts.ts';
import { tokenWeight } from './budget/token-weight.ts';
import { historyLines } from './history/history-lines.ts';
import { levelFrame, type LevelFrame } from './levels/level-frame.ts';
import { userText } from './messages/user-text.ts';
import { worldParts, type WorldPart } from './messages/world-parts.ts';
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
  const { parts, selection, maxSectionCharacters } = promptIngredients(options);
  const { wording } = parts;
  const version = fingerprint(JSON.stringify([promptVersion, { ...parts, registry: parts.registry.digest }, selection.names, maxSectionCharacters]));
  const frames = new Map<DetailLevel, LevelFrame>();

  const frameOf = (level: DetailLevel, option = 'level'): LevelFrame => {
    let frame = frames.get(level);
    if (frame === undefined) {
      checkOption('buildPrompt', option, level, `one of ${detailLevels.join(', ')}`, (given) => detailLevels.includes(given));
      frame = levelFrame(level, parts, selection);
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
    const whole: Draft = {
      system: frame.variants[0],
      parts: worldParts(describe(world, frame.level), maxSectionCharacters),
      history: history.length === 0 ? [] : historyLines(history, frame.rules.pastPlans, frame.registry, wording),
    };
    let draft = whole;
    let user = '';
    let estimatedTokens = Infinity;
    for (draft of smallerDrafts(whole, frame)) {
      user = userText(draft, wording.request);
      estimatedTokens = tokensOf(draft.system.weight + tokenWeight(user), 2);
      if (estimatedTokens <= budgetTokens) break;
    }
    const dropped = [...draft.system.dropped];
    if (draft.history.length < history.length) dropped.push('history');
    if (frame.level !== 'full') dropped.push(...missing(draft, worldParts(describe(world, 'full'), maxSectionCharacters), whole.parts));
    else if (draft !== whole) dropped.push(...missing(draft, whole.parts));
    const shortened = draft.parts.filter((part) => part.isShortened).map((part) => part.name);
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

/** The names of sections that are in one of the lists and not in the draft. */
function missing(draft: Draft, ...lists: readonly (readonly WorldPart[])[]): readonly string[] {
  const names = new Set(lists.flatMap((parts) => parts.map((part) => part.name)));
  for (const { name } of draft.parts) names.delete(name);
  return [...names];
}
