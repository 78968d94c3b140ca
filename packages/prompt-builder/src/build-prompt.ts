import type { ToolRegistry } from '@planweave/core-types';
import { createPromptBuilder, type PromptBuilder } from './create-prompt-builder.ts';
import type { PromptBuilderOptions, PromptOptions } from './prompt-builder-options.ts';
import type { Prompt } from './prompt.ts';

/** Everything about one prompt. */
export interface BuildPromptOptions<World> extends PromptBuilderOptions<World>, PromptOptions {
  /** The world to plan in, as the domain's `parseWorld` returns it. */
  readonly world: World;
}

/**
 * The prompt for one world. What does not depend on the world is made once for each domain, registry and set of options,
 * and remembered; {@link createPromptBuilder} does the same without looking anything up.
 *
 * @throws `InvalidOptionError` for an option outside its range, `InvalidToolError` for a name in `minimalTools` that is
 * not registered; what the domain throws, as a `PlanweaveError`.
 *
 * @example
 * ```ts
 * import { buildPrompt } from '@planweave/prompt-builder';
 * import { tacticalDomain } from '@planweave/tactical-domain';
 *
 * const world = tacticalDomain.parseWorld({
 *   t: 0,
 *   player: { hp: 100, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
 *   me: { pos: { x: 1, y: 0 }, ammo: 10, cooldowns: {}, morale: 1 },
 *   enemies: [],
 *   pois: [],
 *   obstacles: [],
 *   objective: 'Hold the gate',
 * });
 * const prompt = buildPrompt({ domain: tacticalDomain, world, level: 'minimal' });
 * prompt.messages.map((message) => message.role); //=> ['system', 'user']
 * prompt.messages[1]?.content.includes('Hold the gate'); //=> true
 * prompt.registry.names[0]; //=> 'MoveTo'
 * ```
 */
export function buildPrompt<World>(options: BuildPromptOptions<World>): Prompt {
  return builderFor(options).build(options.world, options);
}

/** Builders of a domain's registries; they go when domain and registry go. */
const builders = new WeakMap<object, WeakMap<ToolRegistry, Map<string, unknown>>>();
/** How many builders to keep for one registry. Beyond that, the one that was made first goes. */
const mostBuilders = 32;

function builderFor<World>(options: PromptBuilderOptions<World>): PromptBuilder<World> {
  const { domain, registry = domain.registry } = options;
  const known = ofRegistry(ofDomain(domain), registry);
  const key = keyOf(options);
  let builder = known.get(key) as PromptBuilder<World> | undefined;
  if (builder === undefined) {
    builder = createPromptBuilder(options);
    for (const oldest of known.keys()) if (known.size >= mostBuilders) known.delete(oldest);
    known.set(key, builder);
  }
  return builder;
}

/** By content rather than identity, because options may be changed between two calls. Numbers apart, or NaN would be null. */
function keyOf<World>({ role, rules, language, persona, examples, exampleTags, exampleTokens, maxSteps, minimalTools, maxSectionCharacters }: PromptBuilderOptions<World>): string {
  return `${exampleTokens} ${maxSteps} ${maxSectionCharacters} ${JSON.stringify({ role, rules, language, persona, examples, exampleTags, minimalTools })}`;
}

function ofDomain(domain: object): WeakMap<ToolRegistry, Map<string, unknown>> {
  let known = builders.get(domain);
  if (known === undefined) builders.set(domain, (known = new WeakMap()));
  return known;
}

function ofRegistry(known: WeakMap<ToolRegistry, Map<string, unknown>>, registry: ToolRegistry): Map<string, unknown> {
  let found = known.get(registry);
  if (found === undefined) known.set(registry, (found = new Map()));
  return found;
}
