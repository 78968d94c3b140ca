import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry } from '../../bench/samples/registry.ts';
import { parseLimits } from '../parse-options.ts';
import { readCleanReply } from './read-clean-reply.ts';
import { readReply } from './read-reply.ts';

const limits = parseLimits('test', undefined);
const entity = fc.nat(1000);
const coordinate = fc.integer({ min: -100, max: 100 });
const cell = fc.record({ x: coordinate, y: coordinate });
const step = fc.oneof(
  fc.record({ act: fc.constant('MoveTo'), x: coordinate, y: coordinate, speed: fc.constantFrom('walk', 'run', 'sprint') }, { requiredKeys: ['act', 'x', 'y'] }),
  fc.record({ act: fc.constant('TakeCover'), position: cell }, { requiredKeys: ['act'] }),
  fc.record({ act: fc.constant('Patrol'), waypoints: fc.array(cell, { minLength: 2, maxLength: 4 }) }),
  fc.record({ act: fc.constant('Attack'), target_id: entity }),
  fc.record({ act: fc.constant('Scan'), radius: fc.double({ min: 0, max: 100, noNaN: true }).map((radius) => radius + 0) }),
  fc.record({ act: fc.constant('Announce'), message: fc.string({ unit: 'grapheme', maxLength: 20 }), loud: fc.boolean() }, { requiredKeys: ['act', 'message'] }),
  fc.record({ act: fc.constantFrom('Reload', 'Block') }),
);
const note = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
const reply = fc.record(
  { plan_id: note, id: note, rationale: note, note, steps: fc.array(step, { minLength: 1, maxLength: 8 }), reasoning: note },
  { requiredKeys: ['steps'] },
);

describe('readCleanReply', () => {
  it('gives what readReply gives', () => {
    fc.assert(
      fc.property(reply, fc.constantFrom(undefined, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const clean = readCleanReply(text, registry, limits);
        expect(clean?.plan.steps).toEqual(value.steps);
        expect(clean).toEqual(readReply(text, registry, limits));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['id', 'plan_id', 'rationale'])('leaves a reply alone whose %s is a number without end', (key) => {
    expect(readCleanReply(`{"steps":[{"act":"Reload"}],"${key}":1e400}`, registry, limits)).toBeUndefined();
  });

  it('gives what readReply gives, or leaves it alone, when keys stand there twice', () => {
    const member = fc.oneof(
      fc.tuple(fc.constantFrom('id', 'plan_id', 'reason', 'act', 'n'), fc.oneof(fc.constantFrom<unknown>('', 'a', 'Reload', 'a: "b"', 'é\\'), note)),
      fc.tuple(fc.constant('steps'), fc.array(step, { minLength: 1, maxLength: 3 })),
    );
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 6 }), (members) => {
        const text = `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
        const keys = members.map(([key]) => key);
        const clean = readCleanReply(text, registry, limits);
        const long = readReply(text, registry, limits);
        expect(clean ?? long).toEqual(long);
        expect(clean === undefined || new Set(keys).size === keys.length).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a list of steps under two keys', '{"plan":[{"act":"Reload"}],"steps":[{"act":"Block"}]}'],
    ['the same key twice', '{"steps":[{"act":"Reload"}],"steps":[{"act":"Block"}]}'],
    ['the same key twice, once in disguise', String.raw`{"steps":[{"act":"Reload"}],"\u0073teps":[{"act":"Block"}]}`],
    ['another key twice', '{"id":"a","id":-1.5,"steps":[{"act":"Reload"}]}'],
    ['a key of a step twice', '{"steps":[{"act":"Attack","target_id":1,"target_id":2}]}'],
    ['a step around the steps', '{"act":"Block","steps":[{"act":"Reload"}]}'],
    ['a step that is not clean', '{"steps":[{"act":"reload"}]}'],
    ['a step with a stranger', '{"steps":[{"act":"Heal","target":7}]}'],
    ['a bad step', '{"steps":[{"act":"Reload"},{"act":"Fly"}]}'],
    ['no step', '{"steps":[]}'],
    ['a list', '[{"act":"Reload"}]'],
    ['prose', 'Sure: {"steps":[{"act":"Reload"}]}'],
    ['nothing', ''],
    ['broken JSON', '{"steps":[{"act":"Reload"}]'],
    ['too many steps', JSON.stringify({ steps: Array.from({ length: 33 }, () => ({ act: 'Reload' })) })],
  ])('leaves to readReply what it cannot be sure of: %s', (_, text) => {
    expect(readCleanReply(text, registry, limits)).toBeUndefined();
  });
});
