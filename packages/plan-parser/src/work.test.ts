import type * as JsonRepair from 'jsonrepair';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registry } from '../bench/samples/registry.ts';
import { createPlanStream, safeParsePlan } from './index.ts';

const mended = vi.hoisted(() => ({ characters: 0, calls: 0, quotesSquared: 0 }));
vi.mock('jsonrepair', async (original) => {
  const { jsonrepair } = await original<typeof JsonRepair>();
  return {
    jsonrepair(text: string) {
      mended.characters += text.length;
      mended.calls += 1;
      mended.quotesSquared += (text.split(/["']/).length - 1) ** 2;
      return jsonrepair(text);
    },
  };
});

afterEach(() => vi.restoreAllMocks());

/** What reading a text costs, counted in characters that something else than the scanner looks at. */
function workOf(read: () => void): number {
  const parse = vi.spyOn(JSON, 'parse');
  mended.characters = 0;
  read();
  const parsed = parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  vi.restoreAllMocks();
  return parsed + mended.characters;
}

const size = 60_000;
const hostile = [
  '{', '[', '{[', '}', '"', '\\', "'", '```', '<think>', '<think></think>', '{</think>', '{"a":', '{"steps":[', '{"a "b" ', '{"a:b, "c', "{'a ", '{/*', 'a{}', 'for example {}', '{a ',
  '{"act":"Scan","radius":5},', "{'act':'Scan','radius':5},", '{"act":"Fly"},', '{"act":"Scan" 5 5},', '{\\"steps\\":[{\\"act\\":', '{"response":"{\\"steps\\":[', '{"act":{"act":', '[{"name":',
]; // prettier-ignore

describe('the work of reading a hostile text', () => {
  it.each(hostile)('grows with the length and no faster: %j', (unit) => {
    for (const start of ['', '{"steps":[', '{"response":"', '<think>{"steps":[']) {
      const text = start + unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
      expect(workOf(() => safeParsePlan(text, registry))).toBeLessThan(8 * size);
    }
  });

  it.each([4, 30, 120, 1_300])('that mending may begin anew at %d quotes a step is bounded for the whole reply', (quotes) => {
    const step = `{"act":"${'\n"a'.repeat(quotes)}}`;
    const text = `{"steps":[${Array.from({ length: Math.ceil(size / step.length) }, () => step).join()}]}`;
    for (const wrapped of [text, JSON.stringify({ response: text }), `<think>${text}`]) {
      mended.quotesSquared = 0;
      safeParsePlan(wrapped, registry);
      expect(mended.quotesSquared).toBeLessThanOrEqual(16_384);
    }
  });

  it('leaves enough for a long plan in the style of Python', () => {
    const steps = Array.from({ length: 60 }, (_, x) => `{'act':'MoveTo','x':'${x}','y':'${x}','why':'none'}`);
    expect(safeParsePlan(`{'steps':[${steps.join()}]}`, registry, { maxSteps: 60 })).toMatchObject({ ok: true, plan: { steps: { length: 60 } } });
  });

  it('does not mend what is long or deep', () => {
    mended.calls = 0;
    expect(safeParsePlan(`{"steps":[{'act':'Announce','message':'${'x'.repeat(5000)}'}]}`, registry)).toMatchObject({ ok: false, error: { stage: 'steps' } });
    expect(safeParsePlan(`{"steps":[{'act':'Scan','radius':${'['.repeat(200)}${']'.repeat(200)}}]}`, registry)).toMatchObject({ ok: false, error: { stage: 'steps' } });
    expect(mended.calls).toBe(0);
  });

  it('is the same for a stream in single characters', () => {
    const text = `{"steps":[${Array.from({ length: 30 }, (_, x) => `{'act':'MoveTo','x':${x},'y':${x % 7}}`).join()}]}`;
    const work = workOf(() => {
      const stream = createPlanStream(registry);
      for (const character of text) stream.push(character);
      expect(stream.stopReason).toBe('complete');
    });
    expect(work).toBeLessThan(4 * text.length);
  });
});
