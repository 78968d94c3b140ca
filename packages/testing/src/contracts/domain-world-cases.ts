import assert from 'node:assert/strict';
import { detailLevels, InvalidWorldError, type PlanDomain } from '@planweave/core-types';
import type { DomainUnderTest } from './plan-domain-contract.ts';
import type { ContractCases } from './test-api.ts';

/** The part of the contract about worlds: reading, comparing and describing them. */
export function domainWorldCases<World>({ domain, inputs, invalidInputs, worlds }: DomainUnderTest<World>): ContractCases {
  return {
    'it refuses what is no world with an InvalidWorldError that says where': () => {
      for (const input of invalidInputs) {
        assert.throws(
          () => domain.parseWorld(input),
          (error: unknown) => InvalidWorldError.isInstance(error) && error.issues.length > 0 && error.issues.every(({ path }) => path.startsWith('$')),
        );
      }
    },

    'reading a snapshot does not change it': () => {
      for (const input of inputs) {
        const before = JSON.stringify(input);
        domain.parseWorld(input);
        assert.equal(JSON.stringify(input), before);
      }
    },

    'the canonical form is plain JSON and the same every time': () => {
      for (const [index, world] of worlds().entries()) {
        const canonical = domain.canonical(world);
        assert.deepEqual(JSON.parse(JSON.stringify(canonical)), canonical);
        assert.equal(JSON.stringify(domain.canonical(world)), JSON.stringify(canonical));
        assert.equal(JSON.stringify(domain.canonical(worlds()[index] as World)), JSON.stringify(canonical), 'the same snapshot, read again');
      }
    },

    'two worlds are encoded the same exactly when their canonical forms are equal': () => {
      const all = worlds().map((world) => ({ canonical: JSON.stringify(domain.canonical(world)), encoded: encodedText(domain, world) }));
      for (const a of all) for (const b of all) assert.equal(a.encoded === b.encoded, a.canonical === b.canonical);
    },

    'what is encoded are whole numbers, finite numbers and texts': () => {
      for (const world of worlds()) {
        domain.encode(world, {
          integer: (value) => assert.ok(Number.isSafeInteger(value), `${value} is no whole number`),
          real: (value) => assert.ok(Number.isFinite(value), `${value} is not finite`),
          text: (value) => assert.equal(typeof value, 'string'),
        });
      }
    },

    'every level is described in sections with names of their own': () => {
      for (const world of worlds()) {
        for (const level of detailLevels) {
          const sections = domain.describe(world, level);
          assert.ok(sections.length > 0, `nothing is said at level ${level}`);
          assert.equal(new Set(sections.map(({ name }) => name)).size, sections.length, 'two sections have one name');
          for (const { name, text, changes, priority } of sections) {
            assert.ok(name !== '' && text.trim() !== '', `section "${name}" is empty`);
            assert.ok(['never', 'rarely', 'often'].includes(changes));
            assert.ok(!Number.isNaN(priority));
          }
        }
      }
    },

    'less detail never takes more words': () => {
      for (const world of worlds()) {
        const lengths = detailLevels.map((level) => describedText(domain, world, level).length);
        assert.deepEqual(lengths, lengths.toSorted((a, b) => b - a), `characters for ${detailLevels.join(', ')}`);
      }
    },

    'equal worlds are described the same': () => {
      const all = worlds().map((world) => ({ canonical: JSON.stringify(domain.canonical(world)), text: describedText(domain, world, 'full') }));
      for (const a of all) for (const b of all) if (a.canonical === b.canonical) assert.equal(a.text, b.text);
      assert.deepEqual(worlds().map((world) => describedText(domain, world, 'full')), all.map(({ text }) => text));
    },
  };
}

function describedText<World>(domain: PlanDomain<World>, world: World, level: (typeof detailLevels)[number]): string {
  return domain.describe(world, level).map(({ name, text }) => `${name}\n${text}`).join('\n');
}

/** Everything that a world writes, in a form that keeps kinds and bits apart. */
function encodedText<World>(domain: PlanDomain<World>, world: World): string {
  const written: unknown[] = [];
  domain.encode(world, {
    integer: (value) => written.push(['integer', value]),
    real: (value) => written.push(['real', Object.is(value, -0) ? '-0' : value]),
    text: (value) => written.push(['text', value]),
  });
  return JSON.stringify(written);
}
