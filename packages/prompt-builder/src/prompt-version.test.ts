import { createToolRegistry, defineTool, detailLevels, fingerprint } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPromptBuilder } from './create-prompt-builder.ts';
import { wordings, type Language } from './languages/languages.ts';
import { promptVersion } from './prompt-version.ts';

const domain = {
  name: 'sample',
  registry: createToolRegistry([
    defineTool({ name: 'MoveTo', category: 'a', description: 'Go.', args: z.object({ x: z.int().min(0) }), cooldownSeconds: 2, cost: 'steps' }),
    defineTool({ name: 'Wait', category: 'b', description: 'Stay.', preconditions: ['time'], effects: ['rest'] }),
  ]),
  parseWorld: (input: unknown) => input,
  canonical: () => ({}),
  encode: () => {},
  describe: () => [{ name: 'sky', text: 'blue', changes: 'often' as const, priority: 1 }],
  check: () => [],
  fallback: () => {
    throw new Error('not asked for');
  },
};

describe('promptVersion', () => {
  it('changes when prompts do: whoever changes how prompts are put together without touching a wording raises layoutVersion', () => {
    const prompts = (Object.keys(wordings) as Language[]).flatMap((language) => {
      const history = [{ steps: [{ act: 'Wait' }], outcome: 'failed', note: 'rain' }] as const;
      const builder = createPromptBuilder({ domain, language, persona: { caution: 1, curiosity: 0 } });
      return detailLevels.map((level) => builder.build({}, { level, history }).messages);
    });
    expect({ promptVersion, prompts: fingerprint(JSON.stringify(prompts)) }).toMatchInlineSnapshot(`
      {
        "promptVersion": "0fc3c6eda86f7679",
        "prompts": "f11a11a7071755db",
      }
    `);
  });
});

describe('Prompt.version', () => {
  const version = (options: object) => createPromptBuilder({ domain, ...options }).version;

  it('is the same for the same options', () => {
    expect(version({ role: 'stealth' })).toBe(version({ role: 'stealth' }));
  });

  it('is another for each option that shapes prompts, and the builder and its prompts agree on it', () => {
    const options = [
      {},
      { role: 'stealth' },
      { role: { name: 'cook', instructions: 'Cook.' } },
      { language: 'de' },
      { rules: ['Be quiet.'] },
      { persona: { caution: 1 } },
      { examples: [{ tags: [], situation: 'It rains.', steps: [{ act: 'Wait' }] }] },
      { maxSteps: 3 },
      { registry: domain.registry.pick(['Wait']) },
      { minimalTools: ['Wait'] },
      { maxSectionCharacters: 9 },
    ];
    expect(new Set(options.map(version)).size).toBe(options.length);
    expect(createPromptBuilder({ domain }).build({}).version).toBe(version({}));
  });
});
