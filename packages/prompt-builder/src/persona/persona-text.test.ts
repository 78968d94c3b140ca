import { InvalidOptionError } from '@planweave/core-types';
import { describe, expect, it } from 'vitest';
import { wordings } from '../languages/languages.ts';
import { personaText } from './persona-text.ts';

const { traits } = wordings.en;

describe('personaText', () => {
  it('puts a trait into words from 0.7 up and from 0.3 down, and keeps silent between', () => {
    expect(personaText({ caution: 0.7 }, wordings.en)).toBe(traits.caution.high);
    expect(personaText({ caution: 0.699 }, wordings.en)).toBe('');
    expect(personaText({ caution: 0.301 }, wordings.en)).toBe('');
    expect(personaText({ caution: 0.3 }, wordings.en)).toBe(traits.caution.low);
  });

  it('says the traits in one order, whatever the order given', () => {
    const text = personaText({ curiosity: 1, aggression: 0 }, wordings.en);
    expect(text).toBe(`${traits.aggression.low}; ${traits.curiosity.high}`);
    expect(personaText({ aggression: 0, curiosity: 1 }, wordings.en)).toBe(text);
  });

  it('says nothing for no traits', () => {
    expect(personaText({}, wordings.en)).toBe('');
    expect(personaText({ teamwork: undefined } as never, wordings.en)).toBe('');
  });

  it.each<unknown>([{ aggression: 1.01 }, { aggression: -0.01 }, { aggression: Number.NaN }, { aggression: '1' }, { charm: 0.5 }, { toString: 1 }, null])(
    'refuses %o',
    (persona) => {
      expect(() => personaText(persona as never, wordings.en)).toThrow(InvalidOptionError);
    },
  );
});
