import { createToolRegistry, defineTool } from '@planweave/core-types';
import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { favouriteTools } from '../roles/favourite-tools.ts';
import { chooseTools } from './choose-tools.ts';
import { toolSignature } from './tool-signature.ts';

function tool(name: string, category: string, argument = 'x') {
  return defineTool({ name, category, description: 'd', args: z.object({ [argument]: z.int() }) });
}

describe('chooseTools', () => {
  it('takes the favourites that fit and keeps the order of the registry', () => {
    const chosen = chooseTools(tacticalDomain.registry, favouriteTools.tactical);
    expect(chosen.names).toContain('MoveTo');
    expect(chosen.names).toContain('Attack');
    expect(chosen.names).toEqual(tacticalDomain.registry.names.filter((name) => chosen.names.includes(name)));
    expect(chosen.tools.map(toolSignature).join('\n').length).toBeLessThanOrEqual(160);
    for (const name of chosen.names) expect(favouriteTools.tactical).toContain(name);
  });

  it('chooses differently for each role', () => {
    const choices = Object.values(favouriteTools).map((favourites) => chooseTools(tacticalDomain.registry, favourites).names.join());
    expect(new Set(choices).size).toBe(4);
  });

  it('is the registry itself when everything fits', () => {
    const registry = createToolRegistry([tool('A', 'one'), tool('B', 'two')]);
    expect(chooseTools(registry, [])).toBe(registry);
  });

  it('takes one of each category in turn when the role has no favourites here', () => {
    const long = 'z'.repeat(40);
    const registry = createToolRegistry([tool('A', 'one', long), tool('B', 'one', long), tool('C', 'one', long), tool('D', 'two', long)]);
    expect(chooseTools(registry, ['Nothing']).names).toEqual(['A', 'B', 'D']);
  });

  it('passes over what is too long, but never chooses nothing', () => {
    const endless = 'z'.repeat(400);
    const registry = createToolRegistry([tool('A', 'one'), tool('B', 'one', endless), tool('C', 'one')]);
    expect(chooseTools(registry, []).names).toEqual(['A', 'C']);
    expect(chooseTools(createToolRegistry([tool('B', 'one', endless), tool('D', 'one', endless)]), []).names).toEqual(['B']);
  });
});
