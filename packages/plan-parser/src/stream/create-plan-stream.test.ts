import { InvalidOptionError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { registry } from '../../bench/samples/registry.ts';
import { createPlanStream, safeParsePlan, type ParseOptions, type PlanStream } from '../index.ts';

const scan = { act: 'Scan', radius: 5 };
const open = `{"steps":[${JSON.stringify(scan)},`;

function streamOf(text: string, options?: ParseOptions): PlanStream & { readonly emitted: readonly unknown[] } {
  const stream = createPlanStream(registry, options);
  const emitted: unknown[] = [];
  for (const character of text) emitted.push(...stream.push(character));
  return Object.assign(Object.create(stream) as PlanStream, { emitted, finish: () => stream.finish() });
}

describe('createPlanStream', () => {
  it('can be finished at any time', () => {
    const stream = createPlanStream(registry);
    expect(stream.finish()).toMatchObject({ ok: false, error: { stage: 'text' } });
    stream.push(open);
    expect(stream.finish()).toMatchObject({ ok: true, stage: 'truncated', plan: { steps: [scan] } });
    stream.push(`${JSON.stringify(scan)}]}`);
    expect(stream.finish()).toMatchObject({ ok: true, stage: 'direct', plan: { steps: [scan, scan] } });
  });

  it('stops when the JSON around the plan closes, and ignores what follows', () => {
    const stream = streamOf(`Plan: {"plan":{"steps":[${JSON.stringify(scan)}]},"rationale":"near"} and {"steps":[{"act":"Reload"}]}`);
    expect(stream).toMatchObject({ isDone: true, stopReason: 'complete', emitted: [scan] });
    expect(stream.text).toMatch(/"near"\}$/);
    expect(stream.push('{"steps":[{"act":"Reload"}]}')).toEqual([]);
    expect(stream.finish()).toMatchObject({ plan: { steps: [scan], rationale: 'near' }, warnings: [] });
  });

  it('does not stop at the end of a list while the object around it is open', () => {
    expect(streamOf(`{"steps":[${JSON.stringify(scan)}]`).isDone).toBe(false);
  });

  it('does not stop at JSON without a plan, nor at a list without a valid step', () => {
    const stream = streamOf(`{"thought":"x"} {"steps":[]} {"steps":[{"act":"Fly"}]} [1] {"steps":[${JSON.stringify(scan)}]}`);
    expect(stream).toMatchObject({ stopReason: 'complete', emitted: [scan] });
  });

  it('stops at the 201st blank in a row, not at the 200th', () => {
    const blanks = streamOf(open + ' \n\t\u00A0'.repeat(50));
    expect(blanks.isDone).toBe(false);
    expect(blanks.push(' ')).toEqual([]);
    expect(createPlanStream(registry).isDone).toBe(false);
    const flood = streamOf(`${open}${' '.repeat(500)}`);
    expect(flood.stopReason).toBe('whitespace');
    expect(flood.text).toHaveLength(open.length + 201);
    expect(flood.finish()).toMatchObject({ ok: true, stage: 'truncated', plan: { steps: [scan] } });
    expect(streamOf(' '.repeat(300)).stopReason).toBe('whitespace');
  });

  it('stops at the fifth equal step in a row, not at the fourth', () => {
    const step = `${JSON.stringify(scan)},`;
    expect(streamOf(`{"steps":[${step.repeat(4)}`).isDone).toBe(false);
    const loop = streamOf(`{"steps":[${step.repeat(40)}`);
    expect(loop).toMatchObject({ stopReason: 'loop', emitted: [scan, scan, scan, scan, scan] });
    const other = JSON.stringify({ act: 'Reload' });
    expect(streamOf(`{"steps":[${step.repeat(4)}${other},${step.repeat(4)}`).isDone).toBe(false);
  });

  it('stops when the text repeats itself, whatever it is', () => {
    const numbers = streamOf(`{"steps":[{"act":"Patrol","waypoints":[${'{"x":1,"y":2},'.repeat(200)}`);
    expect(numbers.stopReason).toBe('loop');
    expect(numbers.text.length).toBeLessThan(900);
    expect(streamOf('I will not repeat myself. '.repeat(100)).stopReason).toBe('loop');
  });

  it('stops when two or three steps alternate a fifth time, not a fourth', () => {
    for (const cycle of [[scan, { act: 'Reload' }], [scan, { act: 'Reload' }, { act: 'Block' }]]) {
      const once = cycle.map((step) => `${JSON.stringify(step)},`).join('');
      expect(streamOf(`{"steps":[${once.repeat(4)}`).isDone).toBe(false);
      expect(streamOf(`{"steps":[${once.repeat(9)}`)).toMatchObject({ stopReason: 'loop', emitted: Array.from({ length: 5 }, () => cycle).flat() });
    }
  });

  it('lets a long text pass that only looks repetitive', () => {
    const steps = Array.from({ length: 30 }, (_, x) => ({ act: 'MoveTo', x, y: x % 7 }));
    const stream = streamOf(JSON.stringify({ steps }, null, 4));
    expect(stream).toMatchObject({ stopReason: 'complete', emitted: steps });
  });

  it('stops at the step beyond the bound, and at the character beyond it', () => {
    const steps = ['{"act":"Reload"}', '{"act":"Block"}', '{"act":"Heal"}', '{"act":"Reload"}'];
    const exact = streamOf(`{"steps":[${steps.slice(0, 2).join()}]}`, { maxSteps: 2 });
    expect(exact.stopReason).toBe('complete');
    const more = streamOf(`{"steps":[${steps.join()}]}`, { maxSteps: 2 });
    expect(more).toMatchObject({ stopReason: 'too-long', emitted: [{ act: 'Reload' }, { act: 'Block' }] });
    expect(more.finish()).toMatchObject({ plan: { steps: [{ act: 'Reload' }, { act: 'Block' }] }, warnings: [{ kind: 'too-many-steps' }] });
    const long = streamOf(`${open}${JSON.stringify(scan)}]}`, { maxCharacters: open.length });
    expect(long).toMatchObject({ stopReason: 'too-long', text: open, emitted: [scan] });
    expect(streamOf(open, { maxCharacters: open.length }).isDone).toBe(false);
  });

  it('reads on to the character that shows a missing quote, so that its text gives the same plan', () => {
    const stream = streamOf(`${open}{"act":"Announce","message":"go}]}, "and":1`);
    expect(stream).toMatchObject({ stopReason: 'complete', emitted: [scan, { act: 'Announce', message: 'go' }] });
    expect(stream.text).toMatch(/"a$/);
    expect(stream.finish()).toMatchObject({ ok: true, plan: { steps: stream.emitted } });
  });

  it('emits nothing from reasoning, and everything after it', () => {
    const stream = createPlanStream(registry);
    expect(stream.push('<think>{"steps":[{"act":"Reload"}]}')).toEqual([]);
    expect(stream.isDone).toBe(false);
    expect(stream.push(`</think>${open}`)).toEqual([scan]);
  });

  it('emits lone steps at once when the reply begins with them, and only in the end when prose does', () => {
    expect(streamOf(`${JSON.stringify(scan)}\n{"act":"Reload"}`)).toMatchObject({ emitted: [scan, { act: 'Reload' }], isDone: false });
    const prose = streamOf(`1. ${JSON.stringify(scan)}\n2. {"act":"Reload"}`);
    expect(prose.emitted).toEqual([]);
    expect(prose.finish()).toMatchObject({ plan: { steps: [scan, { act: 'Reload' }] } });
  });

  it('finds a plan in the text of an envelope in the end', () => {
    const text = JSON.stringify({ message: { content: `${open.slice(0, -1)}]}` } });
    const stream = streamOf(text);
    expect(stream.emitted).toEqual([]);
    expect(stream.finish()).toEqual(safeParsePlan(text, registry));
    expect(stream.finish()).toMatchObject({ stage: 'envelope', plan: { steps: [scan] } });
  });

  it('refuses bad options when it is made', () => {
    expect(() => createPlanStream(registry, { maxSteps: 0 })).toThrow(InvalidOptionError);
  });
});
