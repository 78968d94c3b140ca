import assert from 'node:assert/strict';
import { legalSteps, seededRandom, type PlanStep, type Random, type StepVerdict } from '@planweave/core-types';
import type { DomainUnderTest } from './plan-domain-contract.ts';
import type { ContractCases } from './test-api.ts';

const seeds = [1, 2, 3];
const mixedPlans = 50;
const longestPlan = 8;

/** The part of the contract about plans: judging them, and making one without a model. */
export function domainCheckCases<World>({ domain, worlds }: DomainUnderTest<World>): ContractCases {
  const fallbacks = () => worlds().map((world) => domain.fallback(world, seededRandom(1)));
  const pool = () => [...fallbacks().flatMap(({ steps }) => steps), ...oddSteps(domain.registry.names)];

  return {
    'the heuristic is never empty, always legal, and uses the names of the registry': () => {
      for (const world of worlds()) {
        for (const seed of seeds) {
          const { steps } = domain.fallback(world, seededRandom(seed));
          assert.ok(steps.length > 0, 'it has no steps');
          assert.deepEqual(domain.check(world, steps).filter(({ isLegal }) => !isLegal), []);
          for (const { act } of steps) assert.ok(domain.registry.names.includes(act), `"${act}" is not registered`);
        }
      }
    },

    'the heuristic says the same for the same chance, with the same id': () => {
      for (const world of worlds()) {
        for (const seed of seeds) assert.deepEqual(domain.fallback(world, seededRandom(seed)), domain.fallback(world, seededRandom(seed)));
      }
    },

    'its plans are frozen': () => {
      for (const plan of fallbacks()) assert.ok(Object.isFrozen(plan) && Object.isFrozen(plan.steps));
    },

    'every step gets one verdict, in order, and no steps get none': () => {
      for (const world of worlds()) {
        assert.deepEqual(domain.check(world, []), []);
        const steps = pool();
        assert.equal(domain.check(world, steps).length, steps.length);
      }
    },

    'what is illegal says why, in a code and in words': () => {
      for (const world of worlds()) {
        for (const verdict of domain.check(world, pool())) {
          if (verdict.isLegal) continue;
          assert.ok(verdict.code !== '' && verdict.problem !== '');
          assert.equal(typeof verdict.isRecoverable, 'boolean');
        }
      }
    },

    'an unknown tool is illegal': () => {
      for (const world of worlds()) assert.equal(domain.check(world, [{ act: 'NoSuchToolAnywhere' }])[0]?.isLegal, false);
    },

    'an illegal step changes nothing for those after it': () => {
      for (const [index, world] of worlds().entries()) {
        const steps = fallbacks()[index]?.steps ?? [];
        const before = domain.check(world, steps).map(({ isLegal }) => isLegal);
        const mixed = steps.flatMap((step) => [{ act: 'NoSuchToolAnywhere' }, step]);
        const after = domain.check(world, mixed).filter((_, at) => at % 2 === 1);
        assert.deepEqual(after.map(({ isLegal }) => isLegal), before);
      }
    },

    'the legal steps of any plan are a legal plan': () => {
      const random = seededRandom('contract');
      for (const world of worlds()) {
        for (let round = 0; round < mixedPlans; round += 1) {
          const steps = drawSteps(pool(), random);
          const legal = legalSteps(steps, domain.check(world, steps));
          assert.deepEqual(domain.check(world, legal).filter(({ isLegal }) => !isLegal), [], `of ${JSON.stringify(steps)}`);
        }
      }
    },

    'the same question has the same answer': () => {
      for (const world of worlds()) assert.deepEqual(domain.check(world, pool()), domain.check(world, pool()));
    },

    'equal worlds get equal verdicts': () => {
      const judged = worlds().map((world) => ({ canonical: JSON.stringify(domain.canonical(world)), verdicts: domain.check(world, pool()) }));
      for (const a of judged) for (const b of judged) if (a.canonical === b.canonical) assert.deepEqual(legality(a.verdicts), legality(b.verdicts));
    },
  };
}

function legality(verdicts: readonly StepVerdict[]): readonly (true | string)[] {
  return verdicts.map((verdict) => verdict.isLegal || verdict.code);
}

function drawSteps(pool: readonly PlanStep[], random: Random): PlanStep[] {
  const length = 1 + Math.floor(random.next() * longestPlan);
  return Array.from({ length }, () => pool[Math.floor(random.next() * pool.length)] as PlanStep);
}

/** Every tool without arguments and with arguments that make no sense; a check must judge them all, and throw at none. */
function oddSteps(names: readonly string[]): PlanStep[] {
  const odd: readonly Readonly<Record<string, unknown>>[] = [
    {},
    { x: 'north', y: null, target_id: {}, radius: [] },
    { x: 1e308, y: -1e308, target_id: 'ghost-7', radius: Number.MAX_SAFE_INTEGER },
    JSON.parse('{"__proto__":{"x":1},"constructor":{"y":2}}') as Record<string, unknown>,
  ];
  return names.flatMap((act) => odd.map((args) => ({ ...args, act })));
}
