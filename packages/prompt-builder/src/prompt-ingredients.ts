import { checkCount, checkOption, type ToolRegistry } from '@planweave/core-types';
import { chooseExamples } from './examples/choose-examples.ts';
import { tacticalExamples } from './examples/tactical-examples.ts';
import { wordingFor } from './languages/languages.ts';
import type { SystemParts } from './messages/system-text.ts';
import { personaText } from './persona/persona-text.ts';
import type { PromptBuilderOptions } from './prompt-builder-options.ts';
import { roleText } from './roles/role-text.ts';
import { chooseTools } from './tools/choose-tools.ts';

const owner = 'createPromptBuilder';

/** Options checked, defaults filled in, and everything put into words. */
export interface PromptIngredients {
  readonly parts: SystemParts;
  readonly selection: ToolRegistry;
  readonly maxSectionCharacters: number;
}

/**
 * Everything that does not depend on a world.
 *
 * @throws `InvalidOptionError`, `InvalidToolError`; see {@link PromptBuilderOptions}.
 */
export function promptIngredients<World>(options: PromptBuilderOptions<World>): PromptIngredients {
  const { domain, registry = domain.registry, role: givenRole = 'tactical', language = 'en', persona = {} } = options;
  checkOption(owner, 'registry', registry, 'a registry, as createToolRegistry makes it', (given) => Array.isArray(given?.tools) && typeof given.get === 'function');
  const maxSteps = checkCount(owner, 'maxSteps', options.maxSteps ?? 8);
  const maxTokens = checkOption(owner, 'exampleTokens', options.exampleTokens ?? 400, 'a finite number of at least 0', (given) => Number.isFinite(given) && given >= 0);
  const exampleTags = checkNames('exampleTags', options.exampleTags);
  const minimalTools = checkNames('minimalTools', options.minimalTools);
  const wording = wordingFor(language);
  const role = roleText(givenRole, registry, wording);
  const builtIn = () => tacticalExamples.map(({ name, tags, steps }) => ({ tags, steps, situation: wording.situations[name] }));
  const choice = { tags: exampleTags ?? [role.name], maxTokens, maxSteps };
  return {
    parts: {
      registry,
      wording,
      role,
      rules: checkRules(options.rules ?? []),
      maxSteps,
      examples: chooseExamples(options.examples ?? builtIn(), registry, choice, wording),
      persona: personaText(persona, wording),
    },
    selection: minimalTools === undefined ? chooseTools(registry, role.favourites) : registry.pick(minimalTools),
    maxSectionCharacters: checkCount(owner, 'maxSectionCharacters', options.maxSectionCharacters ?? 20_000),
  };
}

const mostRules = 20;
const longestRule = 300;

function checkRules(rules: readonly string[]): readonly string[] {
  const expectation = `a list of at most ${mostRules} sentences of 1 to ${longestRule} characters`;
  const isRule = (rule: unknown) => typeof rule === 'string' && rule.trim() !== '' && rule.length <= longestRule;
  checkOption(owner, 'rules', rules, expectation, (given) => Array.isArray(given) && given.length <= mostRules && given.every(isRule));
  return rules.map((rule) => rule.replace(/\s+/g, ' ').trim());
}

function checkNames(option: string, names: readonly string[] | undefined): readonly string[] | undefined {
  const isList = (given: typeof names) => given === undefined || (Array.isArray(given) && given.every((name) => typeof name === 'string'));
  return checkOption(owner, option, names, 'a list of names', isList);
}
