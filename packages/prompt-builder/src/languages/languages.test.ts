import { InvalidOptionError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { wordingFor, wordings, type Language } from './languages.ts';

const languages = Object.keys(wordings) as Language[];

/** Every text of a wording by its path. */
function textsOf(part: unknown, path = ''): [path: string, text: string][] {
  if (typeof part === 'string') return [[path, part]];
  return Object.entries(part as object).flatMap(([name, inner]) => textsOf(inner, `${path}.${name}`));
}

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('wordings', () => {
  it.each(languages)('%s has the same texts with the same placeholders as English', (language) => {
    const ours = textsOf(wordings[language]).map(([path, text]) => [path, placeholders(text)]);
    expect(ours).toEqual(textsOf(wordings.en).map(([path, text]) => [path, placeholders(text)]));
  });

  it.each(languages)('%s shows the reply in the same form', (language) => {
    expect(wordings[language].form).toContain('{"steps":[{"act":TOOL,ARGUMENT:VALUE}]}');
  });

  it.each(languages)('%s has no empty text', (language) => {
    expect(textsOf(wordings[language]).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('cannot be changed', () => {
    expect(() => {
      (wordings.en.headings as { role: string }).role = 'Duty';
    }).toThrow(TypeError);
  });
});

describe('wordingFor', () => {
  it('finds a language, and takes a whole wording as it is', () => {
    expect(wordingFor('de')).toBe(wordings.de);
    const own = { ...wordings.en, task: 'You play chess.' };
    expect(wordingFor(own)).toBe(own);
  });

  it.each(['es', 'EN', 'constructor', 3, null, undefined])('refuses the language %o', (language) => {
    expect(() => wordingFor(language as never)).toThrow(InvalidOptionError);
  });

  it('names the text that a wording lacks', () => {
    const { request: _, ...withoutRequest } = wordings.en;
    expect(() => wordingFor(withoutRequest as never)).toThrow('option "language.request" must be a text, but is undefined');
    const stealth = { ...wordings.en.roles.stealth, habits: [1] };
    expect(() => wordingFor({ ...wordings.en, roles: { ...wordings.en.roles, stealth } } as never)).toThrow('"language.roles.stealth.habits" must be a list of texts');
    expect(() => wordingFor({ ...wordings.en, traits: null } as never)).toThrow('"language.traits" must be an object');
  });
});
