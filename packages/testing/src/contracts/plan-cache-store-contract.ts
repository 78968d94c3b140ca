import assert from 'node:assert/strict';
import { registerContract, type ContractCases, type ContractOptions, type TestApi } from './test-api.ts';

/** A plan as a store keeps it. */
export interface StoredPlanLike {
  readonly scope: string;
  readonly key: string;
  readonly plan: { readonly id: string; readonly steps: readonly unknown[]; readonly rationale?: string };
  readonly ageMs: number;
  readonly model?: string;
  readonly tags?: readonly string[];
  readonly tokens?: number;
  readonly likeness?: { readonly facts: string; readonly numbers: readonly number[]; readonly texts: readonly string[]; readonly steps: readonly unknown[] };
}

/** The least that a store of a plan cache does. */
export interface PlanCacheStoreLike {
  load(): Promise<{ readonly plans: readonly StoredPlanLike[]; readonly skipped: number }>;
  save(plans: readonly StoredPlanLike[]): Promise<void>;
}

/** A store to be held to the contract. */
export interface PlanCacheStoreSubject extends ContractOptions {
  /** Makes an empty store. Called once a case. */
  readonly create: () => PlanCacheStoreLike | Promise<PlanCacheStoreLike>;
  /** Opens what a store of {@link create} wrote once more, as another process would. @default the same object */
  readonly reopen?: (store: PlanCacheStoreLike) => PlanCacheStoreLike | Promise<PlanCacheStoreLike>;
}

/**
 * Tests that a store of a plan cache gives back what was saved last: whole, unmixed, and as plain data.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { planCacheStoreContract, type StoredPlanLike } from '@planweave/testing';
 *
 * const create = () => {
 *   let text = '[]';
 *   return {
 *     load: async () => ({ plans: JSON.parse(text) as StoredPlanLike[], skipped: 0 }),
 *     save: async (plans: readonly StoredPlanLike[]) => { text = JSON.stringify(plans); },
 *   };
 * };
 * planCacheStoreContract({ describe, it }, { name: 'a text', create });
 * ```
 */
export function planCacheStoreContract(api: TestApi, subject: PlanCacheStoreSubject): void {
  registerContract(api, 'PlanCacheStore', subject, planCacheStoreCases(subject));
}

function stored(index: number): StoredPlanLike {
  return { scope: '["phi3"]', key: `AA${index}=`, plan: { id: `plan-${index}`, steps: [{ act: 'Wait', duration: index }] }, ageMs: index };
}

function planCacheStoreCases({ create, reopen = (store) => store }: PlanCacheStoreSubject): ContractCases {
  const loadedBy = async (store: PlanCacheStoreLike) => (await reopen(store)).load();
  return {
    'an empty store holds nothing': async () => {
      assert.deepEqual(await (await create()).load(), { plans: [], skipped: 0 });
    },

    'it gives back what was saved, in the same order': async () => {
      const store = await create();
      const plans = [2, 0, 1].map((index) => stored(index));
      await store.save(plans);
      assert.deepEqual(await loadedBy(store), { plans, skipped: 0 });
    },

    'it keeps every field, and texts as they are': async () => {
      const store = await create();
      const text = 'line\nbreak, "quotes", \u0000, \u2028, é, 🗺, \ud800';
      const plan: StoredPlanLike = {
        scope: text,
        key: 'AAEC/+8=',
        plan: { id: text, steps: [{ act: 'Say', text, where: { x: -1.5, y: 1e-9 } }], rationale: text },
        ageMs: 12.5,
        model: 'phi3:mini',
        tags: ['level-1', text],
        tokens: 812,
        likeness: { facts: 'AA==', numbers: [0.1, -3], texts: [text], steps: [{ act: 'Attack', target_id: { role: 'enemy 0' } }] },
      };
      await store.save([plan]);
      assert.deepEqual((await loadedBy(store)).plans, [plan]);
    },

    'a save takes the place of the one before': async () => {
      const store = await create();
      await store.save([stored(1), stored(2)]);
      await store.save([stored(3)]);
      assert.deepEqual((await loadedBy(store)).plans, [stored(3)]);
      await store.save([]);
      assert.deepEqual(await loadedBy(store), { plans: [], skipped: 0 });
    },

    'of saves that run at the same time, the one that was begun last wins': async () => {
      const store = await create();
      await Promise.all(Array.from({ length: 20 }, (_, index) => store.save(Array.from({ length: 50 - index }, () => stored(index)))));
      assert.deepEqual((await loadedBy(store)).plans, Array.from({ length: 31 }, () => stored(19)));
    },

    'a reader finds all of one save, never a mixture': async () => {
      const store = await create();
      await store.save([stored(0)]);
      const saves = Array.from({ length: 20 }, (_, index) => store.save(Array.from({ length: index + 1 }, () => stored(index + 1))));
      for (let read = 0; read < 20; read += 1) {
        const { plans, skipped } = await loadedBy(store);
        assert.equal(skipped, 0);
        assert.equal(new Set(plans.map(({ key }) => key)).size, 1);
        const [first] = plans;
        assert.equal(plans.length, Math.max(1, first?.ageMs ?? 0));
      }
      await Promise.all(saves);
    },

    'what is done to the plans afterwards does not reach the store': async () => {
      const store = await create();
      const steps = [{ act: 'Wait', duration: 1 }];
      await store.save([{ ...stored(1), plan: { id: 'plan', steps } }]);
      steps.push({ act: 'Jump', duration: 2 });
      const { plans } = await loadedBy(store);
      assert.deepEqual(plans[0]?.plan.steps, [{ act: 'Wait', duration: 1 }]);
      (plans as StoredPlanLike[]).length = 0;
      assert.equal((await loadedBy(store)).plans.length, 1);
    },

    'keys that mean something in JavaScript mean nothing here': async () => {
      const store = await create();
      await store.save([{ ...stored(1), plan: { id: '__proto__', steps: [JSON.parse('{"act":"Wait","__proto__":{"polluted":1}}')] } }]);
      await loadedBy(store);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    },
  };
}
