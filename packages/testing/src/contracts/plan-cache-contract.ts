import assert from 'node:assert/strict';
import { createPlan, deepFreeze, type CanonicalWorld, type Plan } from '@planweave/core-types';
import { registerContract, type ContractCases, type ContractOptions, type TestApi } from './test-api.ts';

/** What a plan was made from, and is looked up by. */
export interface PlanCacheQuestion {
  /** Everything besides the world that decides what a plan looks like. */
  readonly namespace: string;
  readonly world: CanonicalWorld;
}

/** The least that a plan cache does, in memory or elsewhere. */
export interface PlanCacheLike {
  lookup(question: PlanCacheQuestion): Plan | undefined | Promise<Plan | undefined>;
  store(question: PlanCacheQuestion, plan: Plan): void | Promise<void>;
}

/** A plan cache to be held to the contract. */
export interface PlanCacheSubject extends ContractOptions {
  /** Makes an empty cache with room for a hundred plans. Called once a case. */
  readonly create: () => PlanCacheLike | Promise<PlanCacheLike>;
}

/**
 * Tests that a plan cache never mixes up worlds: what it gives back was stored for an equal world and namespace.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Plan } from '@planweave/core-types';
 * import { planCacheContract, type PlanCacheLike, type PlanCacheQuestion } from '@planweave/testing';
 *
 * const create = (): PlanCacheLike => {
 *   const plans = new Map<string, Plan>();
 *   const keyOf = ({ namespace, world }: PlanCacheQuestion) => JSON.stringify([namespace, world]);
 *   return {
 *     lookup: (question) => plans.get(keyOf(question)),
 *     store: (question, plan) => { if (plan.steps.length > 0) plans.set(keyOf(question), plan); },
 *   };
 * };
 * planCacheContract({ describe, it }, { name: 'a map', create });
 * ```
 */
export function planCacheContract(api: TestApi, subject: PlanCacheSubject): void {
  registerContract(api, 'PlanCache', subject, planCacheCases(subject));
}

const world: CanonicalWorld = deepFreeze({ ammo: 3, enemies: [{ id: 'e1', x: 2, y: 3 }], note: 'a"b' });
const question: PlanCacheQuestion = deepFreeze({ namespace: 'model/domain', world });

/** Worlds and namespaces that a careless key would take for the first one. */
const others: readonly PlanCacheQuestion[] = deepFreeze([
  { namespace: 'model/domain', world: { ...world, ammo: 4 } },
  { namespace: 'model/domain', world: { ...world, ammo: '3' } },
  { namespace: 'model/domain', world: { ...world, ammo: null } },
  { namespace: 'model/domain', world: { ...world, enemies: [] } },
  { namespace: 'model/domain', world: { ...world, enemies: [{ id: 'e1', x: 23, y: 3 }] } },
  { namespace: 'model/domain', world: { ...world, enemies: [{ id: 'e1', x: 2, y: 3 }, { id: 'e1', x: 2, y: 3 }] } },
  { namespace: 'model/domain', world: { ...world, extra: false } },
  { namespace: 'model/domai', world },
  { namespace: 'model/domain{', world },
  { namespace: '', world },
]);

function planCacheCases({ create }: PlanCacheSubject): ContractCases {
  const plan = createPlan([{ act: 'Scan', radius: 5 }], { rationale: 'nothing in sight' });
  return {
    'an empty cache knows nothing': async () => {
      assert.equal(await (await create()).lookup(question), undefined);
    },

    'it gives back what was stored for an equal world, which need not be the same object': async () => {
      const cache = await create();
      await cache.store(question, plan);
      assert.deepEqual((await cache.lookup(structuredClone(question)))?.steps, plan.steps);
      assert.equal((await cache.lookup(question))?.id, plan.id);
    },

    'it gives nothing for a world or a namespace that differs in the least': async () => {
      const cache = await create();
      await cache.store(question, plan);
      for (const other of others) assert.equal(await cache.lookup(other), undefined, JSON.stringify(other));
    },

    'it keeps the plans of similar worlds apart': async () => {
      const cache = await create();
      const all = [question, ...others];
      for (const [index, each] of all.entries()) await cache.store(each, createPlan([{ act: 'Wait', index }]));
      for (const [index, each] of all.entries()) assert.deepEqual((await cache.lookup(each))?.steps, [{ act: 'Wait', index }]);
    },

    'a later plan replaces an earlier one': async () => {
      const cache = await create();
      await cache.store(question, plan);
      await cache.store(question, createPlan([{ act: 'Wait' }]));
      assert.deepEqual((await cache.lookup(question))?.steps, [{ act: 'Wait' }]);
    },

    'a plan without steps is not kept': async () => {
      const cache = await create();
      await cache.store(question, createPlan([]));
      assert.equal(await cache.lookup(question), undefined);
    },

    'nobody can change a plan in the cache': async () => {
      const cache = await create();
      await cache.store(question, plan);
      const found = (await cache.lookup(question)) as { steps: unknown[] } | undefined;
      try {
        found?.steps.push({ act: 'Jump' });
      } catch {
        // a frozen plan refuses, which is one way to be safe
      }
      assert.deepEqual((await cache.lookup(question))?.steps, plan.steps);
    },

    'keys that mean something in JavaScript mean nothing here': async () => {
      const cache = await create();
      for (const namespace of ['__proto__', 'constructor', 'toString']) {
        assert.equal(await cache.lookup({ namespace, world: {} }), undefined);
        await cache.store({ namespace, world: JSON.parse('{"__proto__":{"polluted":1}}') as CanonicalWorld }, plan);
      }
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    },
  };
}
