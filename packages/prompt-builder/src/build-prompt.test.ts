import { InvalidOptionError, InvalidToolError, type PlanDomain } from '@planweave/core-types';
import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { buildPrompt, type BuildPromptOptions } from './build-prompt.ts';
import { createPromptBuilder } from './create-prompt-builder.ts';

const world: WorldSnapshot = tacticalDomain.parseWorld({
  t: 0,
  player: { hp: 100, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
  me: { ammo: 10, pos: { x: 1, y: 0 }, cooldowns: {}, morale: 1 },
  enemies: [],
  pois: [],
  obstacles: [],
  objective: 'Hold the gate',
});
const build = (options: Partial<BuildPromptOptions<WorldSnapshot>> = {}) => buildPrompt({ domain: tacticalDomain, world, ...options });

describe('buildPrompt', () => {
  it('builds what a builder of the same options builds', () => {
    const shared = { domain: tacticalDomain, role: 'support', language: 'fr', persona: { teamwork: 1 }, maxSteps: 3, exampleTokens: 100 } as const;
    const each = { level: 'standard', budgetTokens: 3000 } as const;
    expect(buildPrompt({ ...shared, ...each, world })).toEqual(createPromptBuilder(shared).build(world, each));
  });

  it('makes the constant part once for the same options, and anew for others', () => {
    const [system] = build({ persona: { caution: 1 } }).messages;
    expect(build({ persona: { caution: 1 } }).messages[0]).toBe(system);
    expect(build({ persona: { caution: 0 } }).messages[0]).not.toBe(system);
    expect(build().messages[0]?.content).not.toBe(system?.content);
  });

  it('sees that an option was changed in place', () => {
    const persona: { caution: number } = { caution: 1 };
    const before = build({ persona });
    persona.caution = 0;
    expect(build({ persona }).messages[0]).not.toEqual(before.messages[0]);
  });

  it('tells options apart that look alike as JSON', () => {
    build();
    expect(() => build({ maxSteps: Number.NaN })).toThrow(InvalidOptionError);
    expect(() => build({ exampleTokens: Infinity })).toThrow(InvalidOptionError);
    expect(() => build({ maxSectionCharacters: Number.NaN })).toThrow(InvalidOptionError);
  });

  it('gives right prompts for more sets of options than it remembers', () => {
    const roles = Array.from({ length: 80 }, (_, index) => ({ name: `r${index}`, instructions: `You are number ${index}.` }));
    for (const round of [1, 2]) {
      for (const role of roles) expect(build({ role }).messages[0]?.content, `round ${round}`).toContain(role.instructions);
    }
  });

  it('keeps domains apart that share a registry', () => {
    const whisper: PlanDomain<WorldSnapshot> = { ...tacticalDomain, describe: () => [{ name: 'only', text: 'whisper', changes: 'often', priority: 1 }] };
    expect(build({ domain: whisper }).messages[1]?.content).toContain('whisper');
    expect(build().messages[1]?.content).not.toContain('whisper');
  });

  it('offers the tools it is told to offer', () => {
    const registry = tacticalDomain.registry.pick(['Wait', 'Scan']);
    const prompt = build({ registry });
    expect(prompt.registry).toBe(registry);
    expect(prompt.messages[0]?.content).not.toContain('MoveTo');
  });

  it.each<[Partial<BuildPromptOptions<WorldSnapshot>>, RegExp]>([
    [{ level: 'huge' as never }, /"level" must be one of full, standard, simplified, minimal/],
    [{ lowestLevel: 'tiny' as never }, /"lowestLevel" must be one of/],
    [{ budgetTokens: 0 }, /"budgetTokens"/],
    [{ budgetTokens: Number.NaN }, /"budgetTokens"/],
    [{ maxSteps: 0 }, /"maxSteps"/],
    [{ history: {} as never }, /"history" must be a list/],
    [{ exampleTags: 'a' as never }, /"exampleTags"/],
    [{ minimalTools: 'Wait' as never }, /"minimalTools"/],
  ])('refuses %o', (options, problem) => {
    expect(() => build(options)).toThrow(InvalidOptionError);
    expect(() => build(options)).toThrow(problem);
  });

  it('refuses minimal tools that are not registered', () => {
    expect(() => build({ minimalTools: ['Fly'] })).toThrow(InvalidToolError);
  });
});
