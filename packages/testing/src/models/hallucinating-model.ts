import { seededRandom, type PlanStep, type ToolRegistry } from '@planweave/core-types';
import { planText, type MockLlmOptions } from './mock-llm.ts';
import { scriptedModel, type ScriptedModel } from './scripted-model.ts';

/** What a hallucinating model makes up, and around how much truth. */
export interface HallucinatingModelOptions<World> extends MockLlmOptions<World> {
  /** How many steps of a legal plan stand between the inventions. @default 0 */
  readonly legalSteps?: number;
}

/**
 * A model that writes well-formed plans of things that do not exist: tools that nobody registered, and targets that are
 * not in the world. Each invention is checked with the domain to be illegal.
 *
 * @throws `InvalidOptionError` as {@link scriptedModel} does.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { hallucinatingModel, lineDomain } from '@planweave/testing';
 *
 * const world = { length: 5, at: 0, goal: 4 };
 * const model = hallucinatingModel({ domain: lineDomain, world, legalSteps: 1 });
 * const { steps } = JSON.parse((await model.generate({ messages: [] }, createCallContext())).text);
 * lineDomain.check(world, steps).filter(({ isLegal }) => isLegal).length; //=> 1
 * ```
 */
export function hallucinatingModel<World>(options: HallucinatingModelOptions<World>): ScriptedModel {
  const { domain, world, random = seededRandom(0), legalSteps = 0, ...mockOptions } = options;
  return scriptedModel([], {
    id: 'hallucinating-model',
    ...mockOptions,
    otherwise(call) {
      const current = typeof world === 'function' ? (world as (given: typeof call) => World)(call) : world;
      const known = domain.fallback(current, random.fork('mock')).steps;
      const inventions = [...unknownTools(domain.registry), ...known.map(withGhosts)].filter((step) => domain.check(current, [step])[0]?.isLegal === false);
      return planText([...inventions.slice(0, 1), ...known.slice(0, legalSteps), ...inventions.slice(1)]);
    },
  });
}

/** Names that sound right in any game; whichever a registry knows is left out. */
const inventedNames = ['TeleportBehindEnemy', 'SummonDragon', 'CallAirstrikeOnMoon'];

function unknownTools(registry: ToolRegistry): PlanStep[] {
  return inventedNames.filter((name) => registry.get(name) === undefined).map((act) => ({ act, target: 'ghost-7', x: 9_999, y: -9_999 }));
}

/** A real step aimed at somebody, and some place, that is not there. */
function withGhosts(step: PlanStep): PlanStep {
  const changed = Object.entries(step).map(([name, value]) => [name, name === 'act' ? value : ghostOf(value)]);
  return Object.fromEntries(changed) as PlanStep;
}

function ghostOf(value: unknown): unknown {
  if (typeof value === 'number') return 987_654_321;
  return typeof value === 'string' ? 'ghost-7' : value;
}
