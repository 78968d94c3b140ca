import { checkOption, type ToolRegistry } from '@planweave/core-types';
import { weightPerToken } from '../budget/byte-weight.ts';
import { cleanText } from '../data/clean-text.ts';
import { scanText } from '../data/scan-text.ts';
import type { Wording } from '../languages/wording.ts';
import { acceptedStep } from '../tools/accepted-step.ts';
import type { PromptExample } from './prompt-example.ts';

/** How examples are chosen. */
export interface ExampleChoice {
  readonly tags: readonly string[];
  readonly maxTokens: number;
  readonly maxSteps: number;
}

/**
 * Examples as text: those with the most wanted tags first (in the order given among equals), as many as fit. One that the
 * registry would refuse is never shown. The choice depends on nothing that changes from world to world.
 *
 * @throws `InvalidOptionError` for something that is not an example.
 */
export function chooseExamples(examples: readonly PromptExample[], registry: ToolRegistry, choice: ExampleChoice, wording: Wording): readonly string[] {
  checkOption('createPromptBuilder', 'examples', examples, 'a list of examples', (given) => Array.isArray(given));
  for (const example of examples) checkOption('createPromptBuilder', 'examples[]', example, 'an example: { tags, situation, steps }', isExample);
  const wanted = new Set(choice.tags);
  const ranked = examples
    .map((example) => ({ example, matches: example.tags.filter((tag) => wanted.has(tag)).length }))
    .filter(({ example, matches }) => matches > 0 || example.tags.length === 0)
    .toSorted((a, b) => b.matches - a.matches);
  const chosen: string[] = [];
  let free = choice.maxTokens * weightPerToken;
  for (const { example } of ranked) {
    const text = exampleText(example, registry, choice.maxSteps, wording);
    const weight = text === undefined ? Infinity : scanText(text).weight;
    if (text === undefined || weight > free) continue;
    chosen.push(text);
    free -= weight;
  }
  return chosen;
}

function isExample(given: PromptExample): boolean {
  if (typeof given !== 'object' || given === null || typeof given.situation !== 'string') return false;
  const hasSteps = Array.isArray(given.steps) && given.steps.every((step) => typeof step === 'object' && step !== null);
  return hasSteps && Array.isArray(given.tags);
}

function exampleText(example: PromptExample, registry: ToolRegistry, maxSteps: number, wording: Wording): string | undefined {
  const steps = example.steps.flatMap((step) => acceptedStep(step, registry) ?? []);
  if (steps.length === 0 || steps.length < example.steps.length || steps.length > maxSteps) return undefined;
  const situation = cleanText(example.situation).replaceAll('\n', ' ');
  return `${wording.headings.situation}: ${situation}\n${wording.headings.reply}: ${JSON.stringify({ steps })}`;
}
