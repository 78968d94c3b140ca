import assert from 'node:assert/strict';
import { InvalidOptionError, InvalidToolError, legalSteps, type PlanStep, seededRandom } from '@planweave/core-types';
import { createTacticalDomain, tacticalDomain, tacticalTools, verdictCodes, type Constraints } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyStep, anySteps } from '../test/any-step.ts';
import { anyWorld } from '../test/any-world.ts';
import { verdictsOf } from '../test/plans.ts';
import { enemyAt, worldWith } from '../test/worlds.ts';

describe('tacticalTools', () => {
  it('has the 40 tools of the original, each with its category', () => {
    const counts = new Map<string, number>();
    for (const { category } of tacticalTools.tools) counts.set(category, (counts.get(category) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ movement: 6, offensive: 8, defensive: 6, equipment: 5, tactical: 7, utility: 5, legacy: 2, terrain: 1 });
  });

  it('names no tool in the words about another, because a smaller registry may lack it', () => {
    // Names of one word are words of the language as well.
    const unmistakable = tacticalTools.names.filter((name) => /[A-Z]/.test(name.slice(1)));
    expect(unmistakable.length).toBeGreaterThan(20);
    for (const { name, description, cost = '', preconditions, effects } of tacticalTools.tools) {
      const words = [description, cost, ...preconditions, ...effects].join(' ').split(/[^A-Za-z]+/);
      expect({ name, others: unmistakable.filter((other) => words.includes(other)) }).toEqual({ name, others: [] });
    }
  });

  it('finds a tool in any spelling, and by what else models call it', () => {
    const spellings = ['TakeCover', 'take_cover', 'takeCover', 'TAKE COVER', 'take-cover', 'aoe_attack', 'go', 'suppress'];
    expect(spellings.map((name) => tacticalTools.get(name)?.name)).toEqual([...Array.from({ length: 5 }, () => 'TakeCover'), 'AoEAttack', 'MoveTo', 'CoverFire']);
  });
});

describe('check', () => {
  it('gives one verdict a step, in order, and nothing for no steps', () => {
    expect(verdictsOf(worldWith(), [{ act: 'Wait', duration: 1 }, { act: 'Fly' }, { act: 'Scan', radius: 5 }])).toEqual(['legal', 'unknown-tool', 'legal']);
    expect(tacticalDomain.check(worldWith(), [])).toEqual([]);
  });

  it('says what is wrong in words, with the argument at fault', () => {
    const world = worldWith({ obstacles: [{ x: 2, y: 0 }], me: { cooldowns: { Scan: 1.2 } } });
    expect(tacticalDomain.check(world, [{ act: 'TakeCover', position: { x: 2, y: 0 } }, { act: 'Scan', radius: 4 }, { act: 'move_to', x: 1, y: 1 }])).toEqual([
      { isLegal: false, code: 'blocked', problem: 'TakeCover: (2,0) is an obstacle', argument: 'position', isRecoverable: false },
      { isLegal: false, code: 'cooldown', problem: 'Scan: Scan is ready in 1.5 s', isRecoverable: true },
      { isLegal: false, code: 'unknown-tool', problem: '"move_to" is not the exact name of a tool', argument: 'act', isRecoverable: false },
    ]);
  });

  it.each([null, undefined, 7, 'Wait', [], {}, { act: null }, { act: ['Wait'] }, { act: 'constructor' }, { act: '__proto__' }, { act: 'Wait' }, { act: 'x'.repeat(1e6) }])(
    'refuses a step that is none, case %#',
    (step) => {
      const verdict = tacticalDomain.check(worldWith(), [step as unknown as PlanStep])[0];
      expect(verdict).toMatchObject({ isLegal: false });
      expect(JSON.stringify(verdict).length).toBeLessThan(400);
    },
  );

  it('T26: finds the illegal step wherever it stands in a plan', () => {
    const good = { act: 'Wait', duration: 1 };
    const bad = { act: 'Attack', target_id: 404 };
    for (let place = 0; place < 4; place += 1) {
      const plan = Array.from({ length: 4 }, (_, index) => (index === place ? bad : good));
      expect(verdictsOf(worldWith(), plan)).toEqual(plan.map((step) => (step === bad ? 'no-target' : 'legal')));
      expect(legalSteps(plan, tacticalDomain.check(worldWith(), plan))).toEqual([good, good, good]);
    }
  });

  it('refuses what goes beyond the longest plan', () => {
    const domain = createTacticalDomain({ maxSteps: 2 });
    expect(verdictsOf(worldWith(), Array.from({ length: 3 }, () => ({ act: 'Wait', duration: 1 })), domain)).toEqual(['legal', 'legal', 'too-many-steps']);
  });

  it('lets cool-downs run while steps take time', () => {
    const world = worldWith({ enemies: [enemyAt(9, 0)], me: { cooldowns: { AimedShot: 2 } } });
    const shot = { act: 'AimedShot', target_id: 7 };
    expect(verdictsOf(world, [shot, { act: 'Wait', duration: 1.9 }, shot, { act: 'Wait', duration: 0.1 }, shot])).toEqual(['cooldown', 'legal', 'cooldown', 'legal', 'legal']);
    const heavy = { act: 'CoverFire', target_id: 7, duration: 1 };
    expect(verdictsOf(worldWith({ enemies: [enemyAt(9, 0)] }), [heavy, heavy, { act: 'Wait', duration: 3 }, heavy])).toEqual(['legal', 'cooldown', 'legal', 'legal']);
  });

  it('rounds cool-downs up, so that a tool called ready is ready', () => {
    const world = worldWith({ me: { cooldowns: { Scan: 0.01 } } });
    expect(verdictsOf(world, [{ act: 'Scan', radius: 5 }])).toEqual(['cooldown']);
  });

  it('is pure: a refused step changes nothing, so the legal steps are a legal plan', () => {
    const codes = new Set<string>(Object.keys(verdictCodes));
    fc.assert(
      fc.property(anyWorld, anySteps, (world, steps) => {
        const verdicts = tacticalDomain.check(world, steps);
        assert.equal(verdicts.length, steps.length);
        for (const verdict of verdicts) assert.ok(verdict.isLegal || (codes.has(verdict.code) && verdict.problem.length < 300));
        const legal = legalSteps(steps, verdicts);
        assert.ok(tacticalDomain.check(world, legal).every(({ isLegal }) => isLegal));
        assert.deepEqual(tacticalDomain.check(world, steps), verdicts);
      }),
      { seed: 51, numRuns: 1000 },
    );
  }, 60_000);

  it('has every tool legal in some world, and every code given in some', () => {
    const legal = new Set<string>();
    const refused = new Set<string>();
    fc.assert(
      fc.property(anyWorld, fc.array(anyStep, { minLength: 6, maxLength: 10 }), (world, steps) => {
        for (const [index, verdict] of tacticalDomain.check(world, steps).entries()) {
          if (verdict.isLegal) legal.add((steps[index] as PlanStep).act);
          else refused.add(verdict.code);
        }
        assert.ok(legal.size > 0);
      }),
      { seed: 52, numRuns: 2500 },
    );
    expect([...legal].toSorted()).toEqual(tacticalTools.names.toSorted());
    const never = Object.keys(verdictCodes).filter((code) => !refused.has(code));
    expect(never.toSorted()).toEqual(['bad-argument', 'too-many-steps', 'unknown-tool']);
  }, 60_000);

  it('carries on from a simulated world as if the plan had gone on', () => {
    fc.assert(
      fc.property(anyWorld, anySteps, anySteps, (world, first, second) => {
        const { world: later, verdicts, smokes } = tacticalDomain.simulate(world, first);
        const legal = legalSteps(first, verdicts);
        const isUnfinished = smokes.length > 0 || legal.length + second.length > 16 || legal.some(({ act }) => act === 'ModifyTerrain');
        if (isUnfinished) return; // clouds and requests are not part of a snapshot
        const whole = tacticalDomain.check(world, [...legal, ...second]).slice(legal.length);
        const inTwo = tacticalDomain.check(tacticalDomain.parseWorld(later), second);
        const isEqual = whole.every((verdict, index) => verdict.isLegal === inTwo[index]?.isLegal);
        // Cool-downs are read in half seconds, rounded up: the second half may have to wait a little longer.
        assert.ok(isEqual || inTwo.some((verdict) => !verdict.isLegal && (verdict.code === 'cooldown' || verdict.code === 'no-target')));
      }),
      { seed: 53, numRuns: 1000 },
    );
  }, 60_000);
});

describe('constraints', () => {
  const cases: readonly [keyof Constraints, Parameters<typeof worldWith>[0], PlanStep, string][] = [
    ['bounds', {}, { act: 'MoveTo', x: 500, y: 0 }, 'out-of-bounds'],
    ['path', { obstacles: [{ x: 1, y: 0 }] }, { act: 'MoveTo', x: 1, y: 0 }, 'blocked'],
    ['targets', {}, { act: 'Attack', target_id: 9 }, 'no-target'],
    ['targets', { enemies: [enemyAt(1, 0, { hp: 0 })] }, { act: 'Attack', target_id: 7 }, 'target-down'],
    ['targets', {}, { act: 'Interact', target_id: 9 }, 'no-target'],
    ['targets', {}, { act: 'Retreat', target_id: 9, distance: 5 }, 'no-target'],
    ['targets', {}, { act: 'Revive', ally_id: 0 }, 'not-needed'],
    ['targets', {}, { act: 'Revive', ally_id: 9 }, 'no-target'],
    ['targets', {}, { act: 'Heal', target_id: 9 }, 'no-target'],
    ['range', { enemies: [enemyAt(30, 0)] }, { act: 'Attack', target_id: 7 }, 'out-of-range'],
    ['lineOfSight', { enemies: [enemyAt(6, 0)], obstacles: [{ x: 3, y: 0 }] }, { act: 'Attack', target_id: 7 }, 'no-line-of-sight'],
    ['ammo', { enemies: [enemyAt(6, 0)], me: { ammo: 0 } }, { act: 'Attack', target_id: 7 }, 'no-ammo'],
    ['ammo', { me: { ammo: 30 } }, { act: 'Reload' }, 'not-needed'],
    ['items', { me: { inventory: {} } }, { act: 'Heal' }, 'no-item'],
    ['items', { me: { ammo: 0, inventory: {} } }, { act: 'Reload' }, 'no-item'],
    ['items', { me: { abilities: {} } }, { act: 'UseAbility', ability_name: 'cloak' }, 'no-charge'],
    ['cooldowns', { me: { cooldowns: { Scan: 3 } } }, { act: 'Scan', radius: 5 }, 'cooldown'],
    ['stamina', { me: { stamina: 0 } }, { act: 'MoveTo', x: 1, y: 0, speed: 'sprint' }, 'no-stamina'],
    ['allies', { allies: [] }, { act: 'RequestCover', duration: 1 }, 'no-allies'],
    ['cover', { enemies: [enemyAt(5, 0)] }, { act: 'TakeCover' }, 'no-cover'],
    ['threat', {}, { act: 'Block' }, 'no-threat'],
    ['threat', {}, { act: 'Parry' }, 'no-threat'],
  ];

  it.each(cases)('without %s, in %j, %j is not refused with %s', (name, parts, step, code) => {
    expect(verdictsOf(worldWith(parts), [step])).toEqual([code]);
    expect(verdictsOf(worldWith(parts), [step], createTacticalDomain({ constraints: { [name]: false } }))).toEqual(['legal']);
  });

  it('are refused when they are none', () => {
    expect(() => createTacticalDomain({ constraints: { gravity: false } as never })).toThrow(InvalidOptionError);
    for (const options of [{ constraints: null }, { rules: null }, { tools: 'Wait' }, { tools: [7] }]) expect(() => createTacticalDomain(options as never)).toThrow(InvalidOptionError);
    expect(() => createTacticalDomain({ constraints: { path: 'no' } as never })).toThrow('"constraints.path" must be true or false, but is "no"');
  });
});

describe('createTacticalDomain', () => {
  it('takes some of the tools, in any spelling', () => {
    const domain = createTacticalDomain({ tools: ['wait', 'move_to'] });
    expect(domain.registry.names).toEqual(['MoveTo', 'Wait']);
    expect(verdictsOf(worldWith(), [{ act: 'Scan', radius: 5 }], domain)).toEqual(['unknown-tool']);
  });

  it('refuses tools with which the fallback could come out empty', () => {
    expect(() => createTacticalDomain({ tools: ['Attack', 'Scan'] })).toThrow(/"tools" must be a list with at least one of Wait, MoveTo, Patrol/);
    expect(createTacticalDomain({ tools: ['Attack', 'Scan'], constraints: { cooldowns: false } }).registry.names).toHaveLength(2);
    expect(() => createTacticalDomain({ tools: ['Wait', 'Teleport'] })).toThrow(InvalidToolError);
    expect(() => createTacticalDomain({ tools: [] })).toThrow(InvalidToolError);
  });

  it('has another name when it checks differently, so that plans in a shared cache stay apart', () => {
    expect(createTacticalDomain({ rules: [] }).name).toBe('tactical');
    expect(createTacticalDomain({ constraints: { path: true } }).name).toBe('tactical');
    expect(createTacticalDomain({ constraints: { stamina: false, ammo: false }, maxSteps: 4 }).name).toBe('tactical without ammo, stamina of 4 steps');
  });

  it('refuses a longest plan of no steps', () => {
    for (const maxSteps of [0, -1, 1.5, Number.NaN]) expect(() => createTacticalDomain({ maxSteps })).toThrow(InvalidOptionError);
  });

  it('refuses rules that are none, with the path of what is wrong', () => {
    const rule = { name: 'odd', when: [{ is: 'always' }], do: [{ do: 'dance' }], because: 'why not' };
    expect(() => createTacticalDomain({ rules: [rule as never] })).toThrow('"rules.0.do.0.do" must be part of a heuristic rule');
  });
});

describe('fallback', () => {
  it('is never empty and always legal, in 10,000 random worlds', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(), (world, seed) => {
        const { steps, rationale } = tacticalDomain.fallback(world, seededRandom(seed));
        assert.ok(steps.length > 0);
        assert.ok(tacticalDomain.check(world, steps).every(({ isLegal }) => isLegal));
        assert.match(rationale ?? '', /^[a-z-]+: ./);
      }),
      { seed: 54, numRuns: 10_000 },
    );
  }, 120_000);

  it('is so with any tools, constraints and rules that are accepted', () => {
    const anyTools = fc.tuple(fc.constantFrom('Wait', 'MoveTo', 'Patrol'), fc.subarray([...tacticalTools.names])).map(([one, more]) => [one, ...more]);
    const anySwitches = fc.dictionary(fc.constantFrom<keyof Constraints>('bounds', 'path', 'targets', 'range', 'lineOfSight', 'ammo', 'items', 'cooldowns', 'cover'), fc.boolean());
    fc.assert(
      fc.property(anyTools, anySwitches, fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.array(anyWorld, { minLength: 5, maxLength: 5 }), (tools, constraints, maxSteps, isBare, worlds) => {
        const domain = createTacticalDomain({ tools, constraints, maxSteps, ...(isBare && { rules: [] }) });
        for (const world of worlds) {
          const { steps } = domain.fallback(world, seededRandom(1));
          assert.ok(steps.length > 0 && steps.length <= maxSteps);
          assert.ok(domain.check(world, steps).every(({ isLegal }) => isLegal));
        }
      }),
      { seed: 55, numRuns: 150 },
    );
  }, 60_000);

  it('is the same for the same world and seed', () => {
    const world = worldWith({ pois: [{ k: 'a', pos: { x: 9, y: 9 } }, { k: 'b', pos: { x: -9, y: 9 } }, { k: 'c', pos: { x: 9, y: -9 } }] });
    const plans = Array.from({ length: 20 }, (_, seed) => JSON.stringify(tacticalDomain.fallback(world, seededRandom(seed))));
    expect(Array.from({ length: 20 }, (_, seed) => JSON.stringify(tacticalDomain.fallback(world, seededRandom(seed))))).toEqual(plans);
    expect(new Set(plans).size).toBe(3);
  });
});
