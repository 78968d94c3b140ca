import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { wordings, type Language } from '../languages/languages.ts';
import { favouriteTools } from './favourite-tools.ts';
import { roleText } from './role-text.ts';
import type { BuiltInRole } from './role.ts';

const languages = Object.keys(wordings) as Language[];
const roles = Object.keys(favouriteTools) as BuiltInRole[];
const { registry } = tacticalDomain;
const wordsOf = (text: string) => new Set(text.match(/\w+/g));

describe('roleText', () => {
  it.each(languages)('shows every habit of every role when all tools are there (%s)', (language) => {
    for (const role of roles) {
      const { duty, habits } = roleText(role, registry, wordings[language]);
      expect(habits).toHaveLength(wordings[language].roles[role].habits.length);
      expect([duty, ...habits].join('\n')).not.toMatch(/[{}]/);
    }
  });

  it.each(languages)('never names a tool that is not in the registry (%s)', (language) => {
    for (const role of roles) {
      for (const kept of favouriteTools[role]) {
        const smaller = registry.pick([kept]);
        const { duty, habits } = roleText(role, smaller, wordings[language]);
        const words = wordsOf([duty, ...habits].join('\n'));
        expect(registry.names.filter((name) => words.has(name) && name !== kept)).toEqual([]);
      }
    }
  });

  it('uses the tool names that the registry has, and drops a habit that lacks one', () => {
    const { habits } = roleText('tactical', registry.pick(['TakeCover']), wordings.en);
    expect(habits).toEqual(['Take cover with TakeCover before you engage.', 'Never face several enemies in the open.']);
  });

  it('takes a role of your own as it is', () => {
    const role = { name: 'diplomat', instructions: '  You never fire first. ', tools: ['Wait'] };
    expect(roleText(role, registry, wordings.en)).toEqual({ name: 'diplomat', duty: 'You never fire first.', habits: [], favourites: ['Wait'] });
  });

  it.each([
    ['pirate', /"role" must be one of tactical, stealth, support, exploration/],
    ['toString', /"role" must be one of/],
    [{ name: '', instructions: 'x' }, /"role\.name"/],
    [{ name: 'x', instructions: ' ' }, /"role\.instructions"/],
    [{ name: 'x', instructions: 'y'.repeat(4001) }, /"role\.instructions"/],
    [{ name: 'x', instructions: 'y', tools: 'Wait' }, /"role\.tools"/],
    [null, /"role"/],
  ])('refuses %o', (role, problem) => {
    expect(() => roleText(role as never, registry, wordings.en)).toThrow(problem);
  });
});
