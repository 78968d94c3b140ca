import { checkOption } from '@planweave/core-types';
import type { Wording } from '../languages/wording.ts';
import type { Persona, Trait } from './persona.ts';

/** Up to here a trait is low. */
const lowUpTo = 0.3;
/** From here on a trait is high. */
const highFrom = 0.7;

/**
 * A persona in words, in the wording's order of traits; empty when no trait stands out.
 *
 * @throws `InvalidOptionError` for an unknown trait or a value outside 0..1.
 */
export function personaText(persona: Persona, wording: Wording): string {
  checkOption('createPromptBuilder', 'persona', persona, 'an object', (given) => typeof given === 'object' && given !== null);
  for (const name of Object.keys(persona)) {
    checkOption('createPromptBuilder', 'persona', name, `made of ${Object.keys(wording.traits).join(', ')}`, (given) => Object.hasOwn(wording.traits, given));
  }
  const texts = Object.entries(wording.traits).flatMap(([name, { low, high }]) => {
    const value = persona[name as Trait];
    if (value === undefined) return [];
    checkOption('createPromptBuilder', `persona.${name}`, value, 'a number from 0 to 1', (given) => typeof given === 'number' && given >= 0 && given <= 1);
    if (value <= lowUpTo) return low;
    return value >= highFrom ? high : [];
  });
  return texts.join('; ');
}
