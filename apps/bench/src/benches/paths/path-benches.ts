import { createCallContext } from '@planweave/core-types';
import { safeParsePlan } from '@planweave/plan-parser';
import { createPromptBuilder } from '@planweave/prompt-builder';
import { createPlanCache } from '@planweave/prompt-cache';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { instantModel } from '../../models/instant-model.ts';
import { planForSkirmish, replyForSkirmish, skirmishes } from '../../worlds/skirmish.ts';
import type { BenchGroup, Subject } from '../bench.ts';
import { filled, requestFor } from '../cache/cache-requests.ts';
import { newWorlds } from '../new-worlds.ts';
import { isFrom, planning, warmPlanning } from '../planning.ts';
import { readEveryField } from './read-every-field.ts';

const enemies = 10;
const worlds = skirmishes(enemies, 256);
const knownWorld = (turn: number): WorldSnapshot => worlds[turn & 255]!;

/** The shortest way: the world is known. */
export const warmPath: BenchGroup = {
  name: 'warm path, 10 enemies',
  base: 'read every field once',
  benches: [
    {
      name: 'read every field once',
      measures: 'the floor: what anybody who looks at the world must do',
      open: () => ({ run: (turn) => readEveryField(knownWorld(turn)), isDone: (sum) => typeof sum === 'number' && sum > 0 }),
    },
    {
      name: 'cache.lookup',
      measures: 'the plan cache alone, with the key from the encoder of the domain',
      open() {
        const requests = worlds.map((world) => requestFor(world));
        const cache = filled(createPlanCache(), requests);
        return { run: (turn) => cache.lookup(requests[turn & 255]!), isDone: (plan) => plan === planForSkirmish };
      },
    },
    { name: 'planSync()', measures: 'a world handed in, checked, known to the cache: to the whole outcome, at once', open: () => warmPlanning(worlds, 'at once') },
    { name: 'plan(), warm', measures: 'the same as a promise', open: () => warmPlanning(worlds) },
    {
      name: 'JSON.stringify + Map',
      measures: 'the obvious cache: the canonical world as text, in a Map',
      open() {
        const plans = new Map(worlds.map((world) => [worldText(world), planForSkirmish]));
        return { run: (turn) => plans.get(worldText(knownWorld(turn))), isDone: (plan) => plan === planForSkirmish };
      },
    },
  ],
};

/** The longest way, without the wait for a model. */
export const coldPath: BenchGroup = {
  name: 'cold path, 10 enemies, a model that answers at once',
  base: 'by hand',
  benches: [
    { name: 'by hand', measures: 'prompt, model, parser and rules, called one after the other without a planner', open: () => coldByHand() },
    { name: 'plan(), without a cache', measures: 'the same through the planner: deadline, stages, stream, single flight', open: () => planning({}, newWorlds(enemies), isFrom('llm')) },
    { name: 'plan(), cold', measures: 'the same with a cache that is asked first and told afterwards', open: () => planning({ cache: createPlanCache() }, newWorlds(enemies), isFrom('llm')) },
  ],
};

function worldText(world: WorldSnapshot): string {
  return JSON.stringify(tacticalDomain.canonical(world));
}

function coldByHand(): Subject {
  const unknownWorlds = newWorlds(enemies);
  const model = instantModel(replyForSkirmish);
  const prompts = createPromptBuilder({ domain: tacticalDomain });
  return {
    prepare: unknownWorlds.prepare,
    async run(turn) {
      const world = tacticalDomain.parseWorld(unknownWorlds.one(turn));
      const reply = await model.generate(prompts.build(world), createCallContext());
      const read = safeParsePlan(reply.text, tacticalDomain.registry);
      return read.ok && tacticalDomain.check(world, read.plan.steps).every((verdict) => verdict.isLegal);
    },
    isDone: (isLegal) => isLegal === true,
  };
}
