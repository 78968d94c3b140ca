/** The traits a persona may have. */
export type Trait = 'aggression' | 'caution' | 'teamwork' | 'curiosity';

/**
 * The character of an agent as numbers from 0 to 1. Up to 0.3 a trait is low, from 0.7 on it is high, and both are put
 * into words; what lies between, or is left out, is not mentioned.
 */
export type Persona = { readonly [Name in Trait]?: number };
