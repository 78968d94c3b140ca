import { createToolRegistry, defineTool } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { weightPerToken } from '../budget/byte-weight.ts';
import { scanText } from '../data/scan-text.ts';
import { wordings } from '../languages/languages.ts';
import { favouriteTools } from '../roles/favourite-tools.ts';
import { chooseExamples, type ExampleChoice } from './choose-examples.ts';
import type { PromptExample } from './prompt-example.ts';
import { tacticalExamples } from './tactical-examples.ts';

const { registry } = tacticalDomain;
const choice: ExampleChoice = { tags: ['a'], maxTokens: Infinity, maxSteps: 8 };
const choose = (examples: readonly PromptExample[], changes: Partial<ExampleChoice> = {}, from: typeof registry = registry) =>
  chooseExamples(examples, from, { ...choice, ...changes }, wordings.en);
const example = (changes: Partial<PromptExample>): PromptExample => ({ tags: ['a'], situation: 'now', steps: [{ act: 'Wait', duration: 1 }], ...changes });

describe('chooseExamples', () => {
  it('writes the situation and the plan as the reply must be written', () => {
    expect(choose([example({})])).toEqual(['Situation: now\nReply: {"steps":[{"act":"Wait","duration":1}]}']);
  });

  it('takes those with the most wanted tags first, equal ones in the order given, and those without tags last', () => {
    const examples = [
      example({ tags: [], situation: 'any' }),
      example({ tags: ['a'], situation: 'first' }),
      example({ tags: ['a', 'c'], situation: 'second' }),
      example({ tags: ['a', 'b'], situation: 'both' }),
      example({ tags: ['c'], situation: 'other' }),
    ];
    const situations = choose(examples, { tags: ['a', 'b'] }).map((text) => /Situation: (\w+)/.exec(text)?.[1]);
    expect(situations).toEqual(['both', 'first', 'second', 'any']);
  });

  it('keeps to the budget, and passes over one that does not fit for the next that does', () => {
    const long = example({ situation: 'long '.repeat(100) });
    const short = example({ situation: 'short' });
    const [text = ''] = choose([short]);
    const maxTokens = scanText(text).weight / weightPerToken;
    expect(choose([long, short], { maxTokens })).toEqual([text]);
    expect(choose([long, short], { maxTokens: maxTokens - 0.01 })).toEqual([]);
    expect(choose([short, short], { maxTokens: 2 * maxTokens })).toHaveLength(2);
    expect(choose([short], { maxTokens: 0 })).toEqual([]);
  });

  it.each<[string, PromptExample['steps']]>([
    ['a tool that is not there', [{ act: 'ExecuteCode', code: '1' }]],
    ['one tool of two that is not there', [{ act: 'Wait', duration: 1 }, { act: 'Fly' }]],
    ['an argument out of range', [{ act: 'Wait', duration: -1 }]],
    ['a wrong enum spelling', [{ act: 'MoveTo', x: 1, y: 1, speed: 'Run' }]],
    ['a missing argument', [{ act: 'MoveTo', x: 1 }]],
    ['an argument that the tool does not have', [{ act: 'Wait', duration: 1, reason: 'tired' }]],
    ['more steps than are asked for', Array.from({ length: 9 }, () => ({ act: 'Wait', duration: 1 }))],
    ['no steps', []],
  ])('never shows %s', (_, steps) => {
    expect(choose([example({ steps })])).toEqual([]);
  });

  it("writes a tool under the registry's own name", () => {
    const hold = defineTool({ name: 'Hold', category: 'c', description: 'd', aliases: ['wait'], args: z.object({ duration: z.number() }) });
    expect(choose([example({})], {}, createToolRegistry([hold]))[0]).toContain('{"act":"Hold","duration":1}');
  });

  it.each([{}, { tags: 'a', situation: '', steps: [] }, { tags: ['a'], steps: [] }, { tags: ['a'], situation: 'x', steps: [null] }, null])('refuses the example %o', (bad) => {
    expect(() => choose([bad as never])).toThrow(/option "examples\[\]"/);
  });
});

describe('tacticalExamples', () => {
  it.each(tacticalExamples)('$name is accepted by the tactical tools', ({ steps, tags }) => {
    expect(choose([{ tags: ['a', ...tags], situation: 'x', steps }])).toHaveLength(1);
  });

  it.each(Object.keys(favouriteTools))('has at least two examples for the role %s within 400 tokens', (role) => {
    const examples = tacticalExamples.map(({ name, ...rest }) => ({ ...rest, situation: wordings.en.situations[name] }));
    expect(choose(examples, { tags: [role], maxTokens: 400 }).length).toBeGreaterThanOrEqual(2);
  });
});
