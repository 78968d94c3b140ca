import { isDeepStrictEqual } from 'node:util';
import { createCallContext, type LanguageModel } from '@planweave/core-types';
import { safeParsePlan } from '@planweave/plan-parser';
import type { PlanOutcome } from '@planweave/planner-facade';
import { createPromptBuilder } from '@planweave/prompt-builder';
import { createPlanCache } from '@planweave/prompt-cache';
import { createTacticalDomain, tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { alwaysErrMock, scriptedModel } from '@planweave/testing';
import { instantFailure } from '../../models/instant-model.ts';
import { planForSkirmish, replyForSkirmish, skirmishes } from '../../worlds/skirmish.ts';
import type { Bench, BenchGroup, Subject } from '../bench.ts';
import { newWorlds } from '../new-worlds.ts';
import { instantPlanner, isFrom, planning, warmPlanning } from '../planning.ts';

const { steps } = planForSkirmish;
const call = { messages: [{ role: 'user' as const, content: 'Plan!' }] };
const tenEnemies = skirmishes(10, 64);
const knownWorld = (turn: number): WorldSnapshot => tenEnemies[turn & 63]!;

const benches: readonly Bench[] = [
  {
    name: 'llm_mock_success_latency',
    measures: 'one call of the scripted model of @planweave/testing, to the end of its reply',
    open: () => mockCall((count) => scriptedModel(Array.from({ length: count }, () => replyForSkirmish)), (result) => result === replyForSkirmish),
  },
  {
    name: 'llm_mock_failure_latency',
    measures: 'one call of the mock model that always fails, to the error in hand',
    open: () => mockCall(() => alwaysErrMock(), (result) => result === 'PLANWEAVE_MODEL_SERVER_FAILED'),
  },
  {
    name: 'llm_plan_parsing_latency',
    published: '1.2 µs',
    measures: 'safeParsePlan: a reply of four steps to a frozen plan that fits the tools',
    open: () => ({
      run: () => safeParsePlan(replyForSkirmish, tacticalDomain.registry),
      isDone: (result) => isDeepStrictEqual((result as ReturnType<typeof safeParsePlan> & { ok: true }).plan.steps, steps),
    }),
  },
  {
    name: 'llm_prompt_building_latency',
    published: '340 ns',
    measures: 'createPromptBuilder().build: a world with 10 enemies to the messages for a model',
    open() {
      const builder = createPromptBuilder({ domain: tacticalDomain });
      // reading one character makes the engine join what was concatenated
      return { run: (turn) => builder.build(knownWorld(turn)).messages[1]?.content.codePointAt(100), isDone: (result) => typeof result === 'number' };
    },
  },
  {
    name: 'llm_end_to_end_success',
    published: '~50 ms, of which the model ~50',
    measures: 'plan(): world, prompt, a model with its reply ready, parser, rules of the world; no cache',
    open: () => planning({}, newWorlds(10), isFrom('llm')),
  },
  {
    name: 'llm_end_to_end_fallback',
    measures: 'plan() when every call of the model fails: both model tiers, then the heuristics',
    open: () => planning({ model: instantFailure() }, newWorlds(10), (outcome) => outcome.source === 'fallback' && outcome.attempts.length > 0),
  },
  {
    name: 'llm_cold_cache_latency',
    published: '~50 ms, of which the model ~50',
    measures: 'plan() with a cache that does not know the world, and a model with its reply ready',
    open: () => planning({ cache: createPlanCache() }, newWorlds(10), isFrom('llm')),
  },
  {
    name: 'llm_warm_cache_latency',
    published: '~1 µs',
    measures: 'plan() with a cache that knows the world',
    open: () => warmPlanning(tenEnemies),
  },
  {
    name: 'llm_concurrent_requests',
    operations: 10,
    measures: 'plan() for 10 new worlds at once, a plan of them (the original: 10 threads)',
    open() {
      const planner = instantPlanner({ cache: createPlanCache() });
      const worlds = newWorlds(10, 10);
      return {
        prepare: worlds.prepare,
        run: (turn) => Promise.all(worlds.all(turn).map((world) => planner.plan(world))),
        isDone: (outcomes) => (outcomes as PlanOutcome[]).length === 10 && (outcomes as PlanOutcome[]).every(isFrom('llm')),
      };
    },
  },
  {
    name: 'llm_large_world_snapshot',
    measures: 'the same as llm_cold_cache_latency with 100 enemies',
    open: () => planning({ cache: createPlanCache() }, newWorlds(100), isFrom('llm')),
  },
  {
    name: 'llm_tool_registry_overhead',
    measures: 'the same as llm_end_to_end_success with 20 tools instead of 40',
    open() {
      const domain = createTacticalDomain({ tools: twentyTools });
      return planning({ domain }, newWorlds(10), (outcome) => isFrom('llm')(outcome) && domain.registry.names.length === 20);
    },
  },
  {
    name: 'llm_json_deserialization_latency',
    measures: 'JSON text of a world with 10 enemies to a checked snapshot: JSON.parse and parseWorld',
    open() {
      const texts = tenEnemies.map((world) => JSON.stringify(world));
      return {
        run: (turn) => tacticalDomain.parseWorld(JSON.parse(texts[turn & 63]!)),
        isDone: (world) => (world as WorldSnapshot).enemies.length === 10,
      };
    },
  },
];

/** The twelve benches of the original's first list. */
export const llmBenches: BenchGroup = { name: 'language model', benches };

/** Mock models keep account of their calls, so each batch gets a new one. */
function mockCall(create: (calls: number) => LanguageModel, isDone: (result: unknown) => boolean): Subject {
  let model = create(1);
  const context = createCallContext();
  return {
    prepare(_, calls) {
      model = create(calls);
    },
    run: () => model.generate(call, context).then((reply) => reply.text, (error: { readonly code: string }) => error.code),
    isDone,
  };
}

const twentyTools = [...new Set([...steps.map(({ act }) => act), ...tacticalDomain.registry.names])].slice(0, 20);

