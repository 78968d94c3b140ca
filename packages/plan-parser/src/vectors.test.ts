import { createToolRegistry } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { createPlanStream, InvalidPlanError, parsePlan, safeParsePlan } from './index.ts';

const { registry } = tacticalDomain;
const steps = [
  { act: 'ThrowSmoke', x: 7, y: 2 },
  { act: 'MoveTo', x: 4, y: 2 },
  { act: 'Attack', target_id: 99 },
];

describe('the reference vectors', () => {
  it('V7: the plan of the original mock is accepted by the default registry, under every spelling of its tools', () => {
    const mock = { plan_id: 'llm-mock', steps };
    expect(parsePlan(JSON.stringify(mock), registry)).toEqual({ id: 'llm-mock', steps });
    for (const spell of [(act: string) => act.replaceAll(/(?!^)[A-Z]/g, '_$&').toLowerCase(), (act: string) => act.toUpperCase(), (act: string) => act.charAt(0).toLowerCase() + act.slice(1)]) {
      const spelled = { ...mock, steps: steps.map((step) => ({ ...step, act: spell(step.act) })) };
      const result = safeParsePlan(JSON.stringify(spelled), registry);
      expect(result).toMatchObject({ ok: true, plan: { id: 'llm-mock', steps }, dropped: [] });
    }
    // the snake-case default registry of the original: what it advertised is what is accepted
    const original = '{"plan_id":"p","steps":[{"act":"move_to","x":1,"y":2},{"act":"throw","item":"smoke","x":3,"y":4},{"act":"cover_fire","target_id":1,"duration":2},{"act":"revive","ally_id":0}]}';
    expect(parsePlan(original, registry).steps.map((step) => step.act)).toEqual(['MoveTo', 'Throw', 'CoverFire', 'Revive']);
    // and where a tool is not in the registry, its step is not accepted
    expect(safeParsePlan(JSON.stringify(mock), createToolRegistry(registry.tools.filter((tool) => tool.name === 'MoveTo')))).toMatchObject({
      plan: { steps: [steps[1]] },
      dropped: [{ reason: 'unknown-tool' }, { reason: 'unknown-tool' }],
    });
  });

  it('V14: each step of three is emitted at its closing brace, wherever the text is cut', () => {
    const text = JSON.stringify({ plan_id: 'squad {7}', steps: [...steps.slice(0, 2), { act: 'UseItem', item_name: 'med "kit" 😀 }' }] });
    const ends: number[] = [];
    for (let end = text.indexOf('"steps"'); ends.length < 3; end += 1) if (/\}[,\]]/.test(text.slice(end, end + 2)) && !text.startsWith('}"', end - 1)) ends.push(end + 1);
    for (let size = 1; size <= text.length; size += 1) {
      const stream = createPlanStream(registry);
      const emittedAt: number[] = [];
      for (let from = 0; from < text.length; from += size) {
        const to = Math.min(text.length, from + size);
        for (const _ of stream.push(text.slice(from, to))) emittedAt.push(to);
      }
      // with the first piece that holds the closing brace, not one later
      expect(emittedAt).toEqual(ends.map((end) => Math.min(text.length, Math.ceil(end / size) * size)));
      expect(stream.stopReason).toBe('complete');
      expect(stream.finish()).toEqual(safeParsePlan(text, registry));
    }
  });

  it('V14: bytes may be cut anywhere as well, with a decoder in between', () => {
    const bytes = new TextEncoder().encode('{"steps":[{"act":"UseItem","item_name":"médikit 😀"},{"act":"Reload"}]}');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const stream = createPlanStream(registry);
      const decoder = new TextDecoder();
      const emitted = [bytes.slice(0, cut), bytes.slice(cut)].flatMap((piece) => stream.push(decoder.decode(piece, { stream: true })));
      expect(emitted).toEqual([{ act: 'UseItem', item_name: 'médikit 😀' }, { act: 'Reload' }]);
    }
  });

  it('V15: the shape that the simplified prompt of the original asked for is read', () => {
    const nested = { plan_id: 'p1', steps: steps.map(({ act, ...args }) => ({ act, args })) };
    const result = safeParsePlan(JSON.stringify(nested), registry);
    expect(result).toMatchObject({ ok: true, plan: { id: 'p1', steps }, dropped: [] });
    expect(result.ok && result.repairs.map((repair) => repair.kind)).toEqual(['nested-arguments', 'nested-arguments', 'nested-arguments']);
    expect(parsePlan('{"plan_id":"p2","steps":[{"act":"MoveTo","args":{"position":[4,2]}}]}', registry).steps).toEqual([steps[1]]);
  });

  it('V16: of four steps with an invalid one, three are kept and one is reported', () => {
    const reply = { steps: [steps[0], { act: 'MoveTo', x: 'north', y: 2 }, steps[1], steps[2]] };
    const result = safeParsePlan(JSON.stringify(reply), registry);
    expect(result).toMatchObject({ ok: true, stage: 'direct', plan: { steps } });
    expect(result.ok && result.dropped).toEqual([
      {
        index: 1,
        act: 'MoveTo',
        reason: 'invalid-arguments',
        issues: [{ path: '$.steps[1].x', expected: 'a whole number', received: '"north"' }],
        problem: 'Step 2: MoveTo needs a whole number at $.steps[1].x, but got "north"',
      },
    ]);
  });

  it('V17: a text is shortened without cutting an emoji in half, wherever the boundary falls', () => {
    for (let lead = 490; lead <= 500; lead += 1) {
      const result = safeParsePlan('x'.repeat(lead) + '😀'.repeat(20), registry);
      const error = result.ok ? undefined : result.error;
      expect(error).toBeInstanceOf(InvalidPlanError);
      expect(error?.text).not.toMatch(/\p{Cs}/u);
      expect(error?.text.length).toBeLessThanOrEqual(500);
      expect(error?.message).not.toMatch(/\p{Cs}/u);
    }
    const emoji = safeParsePlan(`{"steps":[{"act":"${'😀'.repeat(40)}"}]}`, registry);
    expect(emoji.ok ? '' : emoji.error.message).toMatch(/there is|expected a registered tool.*😀…/);
    expect(emoji.ok ? '' : emoji.error.message).not.toMatch(/\p{Cs}/u);
  });

  it.each(['', ' ', 'null', 'undefined', 'error', 'Error: connect ECONNREFUSED', '{"error":"out of memory"}', 'error: {"steps":[{"act":"Reload"}]}', '{"steps":[]}'])(
    'T30: %j is never a plan',
    (text) => {
      expect(() => parsePlan(text, registry)).toThrow(InvalidPlanError);
    },
  );

  it.each([null, undefined, 7, true, {}, [], Symbol('x'), { steps: [{ act: 'Reload' }] }, new Error('x')])('T30: a value that is not a text is never a plan', (value) => {
    expect(() => parsePlan(value as unknown as string, registry)).toThrow(InvalidPlanError);
  });
});
