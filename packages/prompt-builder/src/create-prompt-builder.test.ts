import { createToolRegistry, detailLevels, InvalidOptionError, PlanweaveError } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { section, tinyDomain } from '../test/tiny-domain.ts';
import { referenceWorld, skirmish } from '../test/worlds.ts';
import { createPromptBuilder } from './create-prompt-builder.ts';
import type { Prompt } from './prompt.ts';

const history = [
  { steps: [{ act: 'Scan', radius: 10 }], outcome: 'succeeded' },
  { steps: [{ act: 'MoveTo', x: 3, y: 4 }], outcome: 'failed', note: 'blocked' },
] as const;

const textOf = (prompt: Prompt) => prompt.messages.map((message) => message.content).join('\n');

describe('createPromptBuilder', () => {
  const builder = createPromptBuilder({ domain: tacticalDomain, persona: { caution: 1 } });

  it('gives a system message and a user message, frozen', () => {
    const prompt = builder.build(referenceWorld);
    expect(prompt.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(prompt.characters).toBe(prompt.messages.reduce((sum, { content }) => sum + content.length, 0));
    for (const part of [prompt, prompt.messages, prompt.dropped, prompt.shortened, ...prompt.messages]) expect(Object.isFrozen(part)).toBe(true);
  });

  it('begins every prompt of a level with the same system message', () => {
    for (const level of detailLevels) {
      expect(builder.build(referenceWorld, { level }).messages[0]).toBe(builder.system(level));
      expect(builder.build(skirmish(10), { level }).messages[0]).toBe(builder.system(level));
    }
  });

  it('shows less at each level and says what is missing', () => {
    const prompts = detailLevels.map((level) => builder.build(referenceWorld, { level, history }));
    const [full, standard, simplified, minimal] = prompts;
    expect(full?.dropped).toEqual([]);
    expect(standard?.dropped).toEqual(['tool-conditions']);
    expect(simplified?.dropped).toEqual(['tool-conditions', 'tool-descriptions', 'advice', 'examples', 'persona']);
    expect(minimal?.dropped).toEqual(expect.arrayContaining(['tool-descriptions', 'advice', 'role', 'tools', 'examples', 'persona', 'history', 'orders']));
    const sizes = prompts.map(({ characters }) => characters);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(4);
  });

  it('puts what never or rarely changes first, then history, then what often changes, then the request', () => {
    const tiny = createPromptBuilder({ domain: tinyDomain });
    const sections = [
      section('here', 'in the hall'),
      section('goal', 'find the key', { changes: 'rarely' }),
      section('there', 'the door is shut'),
      section('law', 'ghosts cannot open doors', { changes: 'never' }),
    ];
    const prompt = tiny.build({ sections }, { history: [{ steps: [{ act: 'Rest' }], outcome: 'interrupted' }] });
    const content = prompt.messages[1]?.content ?? '';
    const places = ['ghosts cannot', 'find the key', '"act":"Rest"', 'in the hall', 'door is shut', 'Plan as JSON'].map((text) => content.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('shows every tool but at `minimal`, and there returns the registry of those it shows', () => {
    for (const level of detailLevels) {
      const { registry, messages } = builder.build(referenceWorld, { level });
      const system = messages[0]?.content ?? '';
      for (const name of tacticalDomain.registry.names) {
        expect(new RegExp(`\\b${name}\\b`).test(system)).toBe(registry.names.includes(name));
      }
    }
    expect(builder.build(referenceWorld).registry).toBe(tacticalDomain.registry);
    const chosen = createPromptBuilder({ domain: tacticalDomain, minimalTools: ['wait', 'Patrol'] });
    expect(chosen.build(referenceWorld, { level: 'minimal' }).registry.names).toEqual(['Patrol', 'Wait']);
  });

  it('mentions no tool that is not in the registry, whatever the role, language and level', () => {
    // Names of one word are words of the language as well.
    const { names } = tacticalDomain.registry;
    const unmistakable = names.filter((name) => /[A-Z]/.test(name.slice(1)));
    const picked = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 6 });
    const role = fc.constantFrom('tactical', 'stealth', 'support', 'exploration');
    fc.assert(
      fc.property(picked, role, fc.constantFrom('en', 'de', 'fr'), fc.constantFrom(...detailLevels), (some, chosen, language, level) => {
        const registry = tacticalDomain.registry.pick(some);
        const prompt = createPromptBuilder({ domain: tacticalDomain, registry, role: chosen, language }).build(referenceWorld, { level, history });
        const mentioned = unmistakable.filter((name) => new RegExp(`\\b${name}\\b`).test(textOf(prompt)));
        expect(mentioned.filter((name) => !prompt.registry.names.includes(name))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('shows rules of the program at every level and never drops them', () => {
    const strict = createPromptBuilder({ domain: tacticalDomain, rules: ['Never harm\n the hostages. ', 'Be quiet.'] });
    for (const level of detailLevels) {
      const prompt = strict.build(referenceWorld, { level, budgetTokens: 1 });
      expect(prompt.messages[0]?.content).toContain('\nNever harm the hostages.\nBe quiet.');
    }
  });

  it('asks for as many steps as it is told', () => {
    const { content } = createPromptBuilder({ domain: tacticalDomain, maxSteps: 3 }).system();
    expect(content).toContain('1 to 3 steps');
    expect(builder.system().content).toContain('1 to 8 steps');
  });

  it('describes the world once, and once more for those who ask what a lower level leaves out', () => {
    const levels: string[] = [];
    const counting = { ...tinyDomain, describe: (world: Parameters<typeof tinyDomain.describe>[0], level: (typeof detailLevels)[number]) => {
      levels.push(level);
      return level === 'full' ? world.sections : world.sections.slice(0, 1);
    } };
    const sections = [section('me', 'here'), section('sky', 'blue')];
    const prompt = createPromptBuilder({ domain: counting }).build({ sections }, { level: 'simplified' });
    expect(levels).toEqual(['simplified']);
    expect([prompt.dropped.includes('sky'), prompt.dropped.includes('me')]).toEqual([true, false]);
    expect(prompt.dropped).toBe(prompt.dropped);
    expect(levels).toEqual(['simplified', 'full']);
    expect(Object.keys(prompt)).toEqual(Object.keys(builder.build(referenceWorld)));
  });

  it('cuts a section that is too long and says so', () => {
    const tiny = createPromptBuilder({ domain: tinyDomain, maxSectionCharacters: 100 });
    const prompt = tiny.build({ sections: [section('map', 'wall '.repeat(1000)), section('me', 'in the hall')] });
    expect(prompt.shortened).toEqual(['map']);
    expect(prompt.messages[1]?.content).toContain('in the hall');
    expect(prompt.messages[1]?.content.length).toBeLessThan(250);
  });

  it('leaves out empty sections without calling them dropped', () => {
    const prompt = createPromptBuilder({ domain: tinyDomain }).build({ sections: [section('orders', ''), section('me', 'here')] });
    expect(prompt.dropped).toEqual([]);
    expect(prompt.messages[1]?.content).not.toContain('orders');
  });

  it('says which option is wrong', () => {
    const make = (options: object) => () => createPromptBuilder({ domain: tacticalDomain, ...options });
    for (const [name, options] of Object.entries({
      registry: { registry: {} },
      role: { role: 'pirate' },
      language: { language: 'tlh' },
      maxSteps: { maxSteps: 0 },
      'persona.caution': { persona: { caution: 1.1 } },
      persona: { persona: { magic: 0.5 } },
      rules: { rules: ['x'.repeat(301)] },
      exampleTokens: { exampleTokens: -1 },
      maxSectionCharacters: { maxSectionCharacters: 0 },
      'role.instructions': { role: { name: 'x', instructions: ' ' } },
    })) {
      expect(make(options)).toThrow(expect.objectContaining({ code: 'PLANWEAVE_INVALID_OPTION', option: name }));
    }
    for (const options of [{ level: 'huge' }, { lowestLevel: 'huge' }, { budgetTokens: 0 }, { budgetTokens: Number.NaN }, { budgetTokens: '5' }]) {
      expect(() => builder.build(referenceWorld, options as never)).toThrow(InvalidOptionError);
    }
    expect(make({ minimalTools: ['Fly'] })).toThrow(expect.objectContaining({ code: 'PLANWEAVE_INVALID_TOOL' }));
  });

  it('wraps what the domain throws', () => {
    const broken = { ...tinyDomain, describe: () => { throw new TypeError('no map'); } };
    expect(() => createPromptBuilder({ domain: broken }).build({ sections: [] })).toThrow(
      expect.objectContaining({ code: 'PLANWEAVE_PLUG_IN_FAILED', message: 'The domain "tiny" failed: no map' }),
    );
    expect(() => createPromptBuilder({ domain: broken }).build({ sections: [] })).toThrow(PlanweaveError);
  });

  it.each([
    [null, 'a list of sections, but gave null'],
    [[undefined], 'sections { name, text, changes, priority }, but gave undefined'],
    [[{ name: 'x' }], 'sections { name, text, changes, priority }, but gave an object'],
    [[section('x', 'y', { changes: 'daily' as never })], 'sections { name, text, changes, priority }, but gave an object'],
    [[section('a b', 'x'), section('a-b', 'y')], 'a name each that no other has and that is not "history", but gave "a-b"'],
    [[section('', 'x')], 'but gave ""'],
    [[section('history', 'x')], 'but gave "history"'],
  ])('says what is wrong with the sections of a domain: %j', (sections, problem) => {
    const build = () => createPromptBuilder({ domain: tinyDomain }).build({ sections: sections as never });
    expect(build).toThrow(expect.objectContaining({ code: 'PLANWEAVE_PLUG_IN_FAILED', phase: 'domain', message: expect.stringContaining(problem) }));
    expect(build).toThrow('The domain "tiny" failed: describe must give');
  });

  it('works for a domain of its own tools, without tactical examples or habits', () => {
    const prompt = createPromptBuilder({ domain: tinyDomain }).build({ sections: [section('me', 'in the hall')] });
    const system = prompt.messages[0]?.content ?? '';
    expect(system).toContain('GoTo {room:hall|attic}');
    expect(system).toContain('Rest');
    expect(system).not.toMatch(/MoveTo|Attack|Example/);
    expect(prompt.registry).toBe(tinyDomain.registry);
    expect(createToolRegistry([...prompt.registry.tools]).digest).toBe(tinyDomain.registry.digest);
  });
});
