import { detailLevels } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { referenceWorld } from '../test/worlds.ts';
import { buildPrompt } from './build-prompt.ts';
import type { Prompt } from './prompt.ts';
import { toolSignature } from './tools/tool-signature.ts';

const contentOf = (prompt: Prompt) => prompt.messages.map(({ content }) => content).join('\n');

describe('prompts for the reference scenario', () => {
  it.each(['en', 'de', 'fr'] as const)('have at most 700 characters at `minimal`, objective included (%s)', (language) => {
    for (const role of ['tactical', 'stealth', 'support', 'exploration'] as const) {
      const prompt = buildPrompt({ domain: tacticalDomain, world: referenceWorld, level: 'minimal', language, role });
      expect(prompt.characters).toBeLessThanOrEqual(700);
      expect(prompt.messages[1]?.content).toContain('Clear all hostiles');
      expect(prompt.registry.names.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('hold the objective, the tools exactly as they are accepted, and the form of the reply at every level', () => {
    for (const level of detailLevels) {
      const prompt = buildPrompt({ domain: tacticalDomain, world: referenceWorld, level });
      const content = contentOf(prompt);
      expect(content).toContain('Clear all hostiles');
      expect(content).toContain('{"steps":[{"act":TOOL,ARGUMENT:VALUE}]}');
      for (const tool of prompt.registry.tools) expect(content).toContain(toolSignature(tool));
    }
  });

  it('say the same about tools and world in every language', () => {
    const [english, ...others] = (['en', 'de', 'fr'] as const).map((language) =>
      buildPrompt({ domain: tacticalDomain, world: referenceWorld, level: 'simplified', language }),
    );
    const signatures = (prompt?: Prompt) => prompt?.messages[0]?.content.split('\n').filter((line) => /^\w+: \w+/.test(line) && line.includes(';'));
    const data = (prompt?: Prompt) => prompt?.messages[1]?.content.slice(0, prompt.messages[1].content.lastIndexOf('\n'));
    expect(signatures(english)?.length).toBeGreaterThan(4);
    for (const other of others) {
      expect(signatures(other)).toEqual(signatures(english));
      expect(data(other)).toBe(data(english));
      expect(contentOf(other)).not.toBe(english === undefined ? '' : contentOf(english));
    }
  });

  it('are smaller than the original ones: 12,700 characters with everything, 649 with next to nothing', () => {
    const [full, standard, , minimal] = detailLevels.map((level) => buildPrompt({ domain: tacticalDomain, world: referenceWorld, level }));
    expect(full?.characters).toBeLessThan(12_700);
    expect(standard?.characters).toBeLessThan(7000);
    expect(minimal?.characters).toBeLessThan(649);
  });
});
