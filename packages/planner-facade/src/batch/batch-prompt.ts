import { detailLevels, type ChatMessage, type DetailLevel, type JsonSchema, type ToolRegistry } from '@planweave/core-types';
import { createPromptBuilder, estimateTokens, wordings, type PastPlan, type Prompt, type Wording } from '@planweave/prompt-builder';
import type { AskOptions } from '../tiers/ask-model.ts';
import type { ModelTier } from '../tiers/climb.ts';

/** A prompt for several agents. */
export interface BatchPrompt extends Pick<Prompt, 'messages' | 'level' | 'registry' | 'characters' | 'estimatedTokens' | 'dropped'> {
  readonly tier: ModelTier;
  /** The form of the reply. */
  readonly schema: JsonSchema;
}

/** One agent of a batch: what the model calls it, and what it knows. */
export interface BatchPromptEntry<World> {
  readonly key: string;
  readonly world: World;
  readonly history: readonly PastPlan[];
}

/** Writes prompts for several agents. */
export type BatchPrompter<World> = (tier: ModelTier, entries: readonly BatchPromptEntry<World>[]) => BatchPrompt;

/**
 * Makes prompts for several agents: the system message of a single one but for the form of the reply, so that a server
 * reuses its beginning, then what each agent knows under a heading of its own. What stands first in all of it, word for
 * word, is said once for all. With a token budget, all agents are shown in the highest level of detail that fits.
 */
export function batchPrompter<World>({ domain, prompt: { budgetTokens = Infinity, ...choices }, maxSteps }: AskOptions<World>): BatchPrompter<World> {
  const wording = wordingOf(choices.language);
  const builder = createPromptBuilder({ ...choices, domain, maxSteps, language: { ...wording, form: batchForm(wording.form), request: '' } });
  return (tier, entries) => {
    const levels = detailLevels.slice(detailLevels.indexOf(tier));
    const promptAt = (level: DetailLevel) => {
      const prompts = entries.map(({ world, history }) => builder.build(world, { level, history }));
      return writePrompt(tier, builder.system(level), entries, prompts, wording.request, maxSteps);
    };
    let prompt = promptAt(tier);
    for (const level of levels.slice(1)) {
      if (prompt.estimatedTokens <= budgetTokens) break;
      prompt = promptAt(level);
    }
    return prompt;
  };
}

function wordingOf(language: AskOptions<unknown>['prompt']['language']): Wording {
  return typeof language === 'object' ? language : wordings[language ?? 'en'];
}

/** The form of a single reply, put into the form of a reply for several agents. */
function batchForm(form: string): string {
  const batched = form.replace(/\{"steps":.*\}/s, inBatch);
  return batched === form ? `${form}\n${inBatch('{"steps":[…]}')}` : batched;
}

function inBatch(plan: string): string {
  return `{"plans":[{"agent":NAME,${plan.slice(1)}]}`;
}

function writePrompt(
  tier: ModelTier,
  system: ChatMessage,
  entries: readonly BatchPromptEntry<unknown>[],
  prompts: readonly Prompt[],
  request: string,
  maxSteps: number,
): BatchPrompt {
  const [first] = prompts;
  if (first === undefined) throw new Error('unreachable: a batch has agents');
  const { level, registry } = first;
  const texts = prompts.map(({ messages }) => messages.at(-1)?.content ?? '');
  const shared = sharedSections(texts);
  const keys = entries.map(({ key }) => key);
  const own = texts.map((text, index) => `agent "${keys[index]}":\n${text.slice(shared.length)}`);
  const messages: readonly ChatMessage[] = [system, { role: 'user', content: `${shared}${own.join('')}${request} ${keys.join(', ')}` }];
  return {
    tier,
    messages,
    level,
    registry,
    characters: messages.reduce((sum, { content }) => sum + content.length, 0),
    estimatedTokens: messages.reduce((sum, { content }) => sum + estimateTokens(content), 0),
    get dropped() {
      return [...new Set(prompts.flatMap(({ dropped }) => dropped))];
    },
    schema: batchSchema(registry, keys, maxSteps),
  };
}

/** The whole sections at the beginning of the texts that are the same in all of them. */
function sharedSections(texts: readonly string[]): string {
  const [first = ''] = texts;
  let end = 0;
  for (let next = nextSection(first, end); next > end && texts.every((text) => text.startsWith(first.slice(end, next), end)); next = nextSection(first, end)) end = next;
  return first.slice(0, end);
}

/** Where the section that begins here ends: data cannot contain a line of its own that closes a tag. */
function nextSection(text: string, from: number): number {
  const close = text.indexOf('\n</', from);
  const end = close === -1 ? -1 : text.indexOf('\n', close + 1);
  return end === -1 ? from : end + 1;
}

/** Each agent once is what is asked for; a grammar can only see to the names and the number. */
function batchSchema(registry: ToolRegistry, keys: readonly string[], maxSteps: number): JsonSchema {
  const steps = registry.planSchema({ maxSteps }).properties?.['steps'] ?? { type: 'array' };
  const plan: JsonSchema = { type: 'object', properties: { agent: { enum: keys }, steps }, required: ['agent', 'steps'], additionalProperties: false };
  const plans: JsonSchema = { type: 'array', items: plan, minItems: keys.length, maxItems: keys.length };
  return { type: 'object', properties: { plans }, required: ['plans'], additionalProperties: false };
}
