import { seededRandom, type ModelCall, type PlanDomain, type PlanStep, type Random } from '@planweave/core-types';
import type { MockOptions } from './mock-options.ts';
import { scriptedModel, type ScriptedModel } from './scripted-model.ts';

/** What a mock model plans for. */
export interface MockLlmOptions<World> extends MockOptions {
  /** Plans with its heuristic. */
  readonly domain: PlanDomain<World>;
  /** The world, or a function that finds it when a call comes. */
  readonly world: World | ((call: ModelCall) => World);
  /** The chance of the heuristic. @default seededRandom(0) */
  readonly random?: Random;
}

/**
 * A model that always writes a legal plan for the world it is given: the domain's own heuristic, as a model would write
 * it.
 *
 * @throws `InvalidOptionError` as {@link scriptedModel} does.
 *
 * @example
 * ```ts
 * import { createCallContext } from '@planweave/core-types';
 * import { lineDomain, mockLlm } from '@planweave/testing';
 *
 * const model = mockLlm({ domain: lineDomain, world: { length: 5, at: 0, goal: 1 } });
 * const reply = await model.generate({ messages: [] }, createCallContext());
 * reply.text; //=> '{"steps":[{"act":"Right"}]}'
 * ```
 */
export function mockLlm<World>({ domain, world, random = seededRandom(0), ...options }: MockLlmOptions<World>): ScriptedModel {
  const planFor = (call: ModelCall) => domain.fallback(typeof world === 'function' ? (world as (call: ModelCall) => World)(call) : world, random.fork('mock'));
  return scriptedModel([], { id: 'mock-llm', ...options, otherwise: (call) => planText(planFor(call).steps) });
}

/** Steps as a model is asked to write them. */
export function planText(steps: readonly PlanStep[]): string {
  return JSON.stringify({ steps });
}
