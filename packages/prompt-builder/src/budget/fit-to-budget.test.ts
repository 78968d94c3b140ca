import { detailLevels } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { section, tinyDomain } from '../../test/tiny-domain.ts';
import { referenceWorld, skirmish } from '../../test/worlds.ts';
import { createPromptBuilder } from '../create-prompt-builder.ts';

const sections = [
  section('objective', 'find the key to the attic', { changes: 'rarely', priority: 10 }),
  section('me', 'in the hall, tired', { priority: Infinity }),
  section('rumours', 'a ghost was seen; the cook saw it first '.repeat(5), { priority: 1 }),
  section('weather', 'rain and wind from the west '.repeat(5), { priority: 2 }),
  section('furniture', 'two chairs and a table '.repeat(5), { priority: 2 }),
];
const history = [1, 2, 3].map((time) => ({ steps: [{ act: 'GoTo', room: 'attic' }], outcome: 'failed', note: `time ${time}` }) as const);
const examples = [{ tags: [], situation: 'The door is shut.', steps: [{ act: 'Rest' }] }];

describe('budgetTokens', () => {
  const builder = createPromptBuilder({ domain: tinyDomain, examples, persona: { caution: 1 } });
  const whole = builder.build({ sections }, { history });
  const atMost = (budgetTokens: number) => builder.build({ sections }, { history, budgetTokens });

  it('changes nothing when everything fits, to the last token', () => {
    expect(atMost(whole.estimatedTokens)).toEqual(whole);
    expect(atMost(whole.estimatedTokens - 1).dropped).toEqual(['examples']);
  });

  it('drops examples, then history, then persona, then sections by priority, and says so', () => {
    const seen: string[] = [];
    for (let budget = whole.estimatedTokens; budget > 0; budget -= 1) {
      const { dropped } = atMost(budget);
      seen.push(...dropped.filter((name) => !seen.includes(name)));
    }
    expect(seen).toEqual(['examples', 'history', 'persona', 'rumours', 'furniture', 'weather']);
  });

  it('drops past plans from the oldest on', () => {
    const texts: string[] = [];
    for (let budget = whole.estimatedTokens; budget > 0; budget -= 1) {
      const text = atMost(budget).messages[1]?.content.match(/time \d/g)?.join() ?? '';
      if (!texts.includes(text)) texts.push(text);
    }
    expect(texts).toEqual(['time 1,time 2,time 3', 'time 2,time 3', 'time 3', '']);
  });

  it('never drops the objective, sections without a limit and the tools, and says when that is too much', () => {
    const least = atMost(1);
    expect(least.isOverBudget).toBe(true);
    expect(least.messages[1]?.content).toContain('find the key to the attic');
    expect(least.messages[1]?.content).toContain('in the hall, tired');
    expect(least.messages[0]?.content).toContain('GoTo {room:hall|attic}');
    expect(atMost(least.estimatedTokens).isOverBudget).toBe(false);
  });

  it('is kept or called broken, for any world, level and budget', () => {
    const tactical = createPromptBuilder({ domain: tacticalDomain, persona: { caution: 1 } });
    fc.assert(
      fc.property(fc.nat(40), fc.nat(), fc.integer({ min: 1, max: 6000 }), fc.constantFrom(...detailLevels), (enemies, seed, budgetTokens, level) => {
        const prompt = tactical.build(skirmish(enemies, seed), { budgetTokens, level });
        expect(prompt.isOverBudget).toBe(prompt.estimatedTokens > budgetTokens);
        expect(prompt.messages[1]?.content).toContain('Reach the northern gate');
      }),
      { numRuns: 200 },
    );
  });

  it('keeps to few beginnings, so that a server can reuse what it read', () => {
    const tactical = createPromptBuilder({ domain: tacticalDomain, persona: { caution: 1 } });
    const beginnings = new Set<string>();
    for (let budgetTokens = 1500; budgetTokens < 4500; budgetTokens += 50) {
      for (const enemies of [1, 10, 30]) beginnings.add(tactical.build(skirmish(enemies), { budgetTokens }).messages[0]?.content ?? '');
    }
    expect(beginnings.size).toBe(3);
  });
});

describe('lowestLevel', () => {
  const builder = createPromptBuilder({ domain: tacticalDomain });

  it('goes down as far as it must and no further', () => {
    const sizes = detailLevels.map((level) => builder.build(referenceWorld, { level, budgetTokens: 1 }).estimatedTokens);
    for (const [index, level] of detailLevels.entries()) {
      const prompt = builder.build(referenceWorld, { budgetTokens: sizes[index] ?? 0, lowestLevel: 'minimal' });
      expect(prompt.level).toBe(level);
      expect(prompt.isOverBudget).toBe(false);
    }
  });

  it('stays at `level` unless asked, and stops at the lowest level even when it is over budget', () => {
    expect(builder.build(referenceWorld, { budgetTokens: 10 })).toMatchObject({ level: 'full', isOverBudget: true });
    expect(builder.build(referenceWorld, { budgetTokens: 10, lowestLevel: 'simplified' })).toMatchObject({ level: 'simplified', isOverBudget: true });
    expect(builder.build(referenceWorld, { budgetTokens: 10, level: 'simplified', lowestLevel: 'full' })).toMatchObject({ level: 'simplified' });
  });
});
