import assert from 'node:assert/strict';
import type { CanonicalWorld, WorldSink } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { about, anyWorld, disguised, enemyAt, worldWith } from '../../test/worlds.ts';
import { KeyWriter } from './key-writer.ts';
import { KnownTexts } from './known-texts.ts';
import { RequestKeys } from './request-keys.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import { Scopes } from './scopes.ts';
import { worldKey } from './world-key.ts';

type Call = readonly ['integer' | 'real', number] | readonly ['text', string];

const anyText = fc.oneof(fc.constantFrom('', 'a', 'ammo', '\u00ff', '\u0142', '\ud800'), fc.string({ unit: 'binary', maxLength: 130 }));
const anyCall: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(fc.constant('integer' as const), fc.oneof(fc.integer({ min: -40, max: 130 }), fc.constantFrom(-4_097, -4_096, 53_247, 53_248), fc.integer(), fc.maxSafeInteger())),
  fc.tuple(fc.constant('real' as const), fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ noNaN: true }))),
  fc.tuple(fc.constant('text' as const), anyText),
);
const anyCalls = fc.array(anyCall, { maxLength: 6 });

function write(writer: KeyWriter, calls: readonly Call[]): string {
  writer.begin(0);
  for (const call of calls) {
    if (call[0] === 'text') writer.text(call[1]);
    else writer[call[0]](call[1]);
  }
  return writer.key().slice(1);
}

const plain = (calls: readonly Call[]) => JSON.stringify(calls.map(([kind, value]) => (Object.is(value, -0) && kind === 'real' ? [kind, '-0'] : [kind, value])));

describe('KeyWriter', () => {
  it('writes two worlds the same exactly when they say the same', () => {
    const writer = new KeyWriter(new KnownTexts(5));
    const check = (a: readonly Call[], b: readonly Call[]) => assert.equal(write(writer, a) === write(writer, b), plain(a) === plain(b));
    fc.assert(fc.property(anyCalls, anyCalls, check), { seed: 1, numRuns: 3_000 });
    // cut at any place, so that what one text ends with is what another number begins with
    fc.assert(
      fc.property(anyCalls, anyCall, fc.nat(6), (calls, call, at) => check(calls, calls.toSpliced(at, 1, call))),
      { seed: 2, numRuns: 3_000 },
    );
  });

  it('tells apart what is too long for a table, by its whole content', () => {
    const writer = new KeyWriter();
    const long = Array.from({ length: 17_000 }, (_, index): Call => ['integer', index]);
    const key = write(writer, long);
    expect(key.length).toBeLessThan(100);
    expect(write(writer, long)).toBe(key);
    expect(write(writer, [...long.slice(0, -1), ['integer', 0]])).not.toBe(key);
  });
});

describe('rewriteTexts', () => {
  it('writes texts out, and by other numbers again', () => {
    const [here, there] = [new KnownTexts(5), new KnownTexts(5)];
    const [writer, plainWriter, other] = [new KeyWriter(here), new KeyWriter(), new KeyWriter(there)];
    write(other, [['text', 'other numbers'], ['text', 'than here']]);
    fc.assert(
      fc.property(anyCalls, (calls) => {
        const stable = rewriteTexts(write(writer, calls), here, plainWriter);
        assert.equal(stable, write(plainWriter, calls));
        assert.equal(rewriteTexts(stable ?? 'none', there, other), write(other, calls));
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });

  it('takes any text, and says when it is no key', () => {
    const writer = new KeyWriter();
    fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.integer({ min: 0, max: 0xff_ff }), fc.integer({ min: 0xf0_00, max: 0xf0_04 }), fc.integer({ min: 0x10_00, max: 0x10_08 })).map((unit) => String.fromCharCode(unit)) }), (text) => void rewriteTexts(text, new KnownTexts(0), writer)), { seed: 4 });
    expect(rewriteTexts('\uf003\u1020abc', new KnownTexts(0), writer)).toBeUndefined();
    expect(rewriteTexts('\ue010', new KnownTexts(0), writer)).toBeUndefined();
    expect(rewriteTexts('\uffffdigest', new KnownTexts(0), writer)).toBeUndefined();
  });
});

describe('worldKey', () => {
  it('is equal exactly for equal canonical worlds', () => {
    const text = (world: Parameters<typeof tacticalDomain.canonical>[0]) => JSON.stringify(tacticalDomain.canonical(world));
    fc.assert(
      fc.property(anyWorld, anyWorld, (a, b) => {
        assert.equal(worldKey(tacticalDomain, a), worldKey(tacticalDomain, disguised(a)));
        assert.equal(worldKey(tacticalDomain, a) === worldKey(tacticalDomain, b), text(a) === text(b));
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('worldKey of worlds within worlds', () => {
  interface Unit {
    readonly hp: number;
  }
  interface Squad {
    readonly ammo: number;
    readonly leader: Unit;
  }
  const unit = { encode: ({ hp }: Unit, sink: WorldSink) => sink.integer(hp) };
  const squad = {
    encode({ ammo, leader }: Squad, sink: WorldSink) {
      sink.integer(ammo);
      sink.text(worldKey(unit, leader));
    },
  };

  it('keeps what the outer world wrote', () => {
    const keys = [1, 2].flatMap((ammo) => [5, 6].map((hp) => worldKey(squad, { ammo, leader: { hp } })));
    expect(new Set(keys).size).toBe(4);
  });

  it('goes on after an encoder that failed', () => {
    const failing = {
      encode() {
        throw new Error('no encoder');
      },
    };
    const before = worldKey(unit, { hp: 1 });
    expect(() => worldKey(failing, {})).toThrow('no encoder');
    expect(worldKey(unit, { hp: 1 })).toBe(before);
  });

  it.each([[undefined], [5], [{}]])('refuses %o in place of a text', (name) => {
    const named = { encode: (_: object, sink: WorldSink) => sink.text(name as never) };
    expect(() => worldKey(named, {})).toThrow('A key was to hold a text');
  });

  it.each([[undefined], ['5'], [null]])('refuses %o in place of a number', (amount) => {
    for (const kind of ['integer', 'real'] as const) {
      const named = { encode: (_: object, sink: WorldSink) => sink[kind](amount as never) };
      expect(() => worldKey(named, {})).toThrow('A key was to hold a number');
    }
  });
});

describe('RequestKeys', () => {
  const keys = new RequestKeys(new Scopes());
  const keyOf = (world: Parameters<typeof about>[0]) => keys.get(about(world)).key;

  it('gives one key exactly to requests with one canonical world and one namespace', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, fc.constantFrom('a', 'b'), (one, two, namespace) => {
        const isOneWorld = JSON.stringify(tacticalDomain.canonical(one)) === JSON.stringify(tacticalDomain.canonical(two));
        assert.equal(keys.get(about(one, { namespace: 'a' })).key === keys.get(about(two, { namespace })).key, isOneWorld && namespace === 'a');
        assert.equal(keyOf(disguised(one)), keyOf(one));
      }),
      { seed: 5, numRuns: 3_000 },
    );
  });

  it('gives one key exactly to equal JSON when there is no domain, whatever the order of keys', () => {
    const sorted = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(sorted) : typeof value === 'object' && value !== null ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]) : value;
    const isObject = (value: unknown): value is CanonicalWorld => typeof value === 'object' && value !== null && !Array.isArray(value);
    const anyObject = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(isObject(value) ? value : { value })) as CanonicalWorld);
    const key = (world: CanonicalWorld) => keys.get({ namespace: 'json', world }).key;
    fc.assert(
      fc.property(anyObject, anyObject, (one, two) => {
        assert.equal(key(one) === key(two), JSON.stringify(sorted(one)) === JSON.stringify(sorted(two)));
        assert.equal(key(Object.fromEntries(Object.entries(one).toReversed())), key(one));
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });

  it.each([[{ at: Number.NaN }], [{ at: 1n }], [{ at: () => 1 }]])('refuses %o, which is no JSON', (world) => {
    expect(() => keys.get({ namespace: 'json', world: world as never })).toThrow('plain JSON data');
  });

  it('refuses worlds without a bottom', () => {
    const world: Record<string, unknown> = {};
    world['world'] = world;
    expect(() => keys.get({ namespace: 'json', world: world as never })).toThrow('nested deeper');
  });

  it('V3: tells worlds with other small numbers apart', () => {
    expect(keyOf(worldWith({ me: { ammo: 9 }, enemies: [enemyAt(5, 6)] }))).not.toBe(keyOf(worldWith({ me: { ammo: 8 }, enemies: [enemyAt(6, 5)] })));
  });

  it('V4: tells one enemy from three', () => {
    expect(keyOf(worldWith())).not.toBe(keyOf(worldWith({ enemies: [enemyAt(5, 5), enemyAt(6, 5, { id: 8 }), enemyAt(5, 6, { id: 9 })] })));
  });

  it('V5: tells one objective from another', () => {
    expect(keyOf(worldWith({ objective: 'extract' }))).not.toBe(keyOf(worldWith({ objective: 'defend' })));
  });

  it('V6: does not see time pass, nor a cool-down by a tenth of a second', () => {
    expect(keyOf(worldWith({ t: 45, me: { cooldowns: { Scan: 2.5 } } }))).toBe(keyOf(worldWith({ t: 45.1, me: { cooldowns: { Scan: 2.4 } } })));
  });
});
