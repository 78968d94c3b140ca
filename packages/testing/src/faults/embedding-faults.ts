import type { FaultOf } from './fault.ts';

type Vectors = readonly (readonly (number | null)[])[];

/** Vectors that do not fit their texts; see F19. */
export function spoilVectors(vectors: Vectors, how: FaultOf<'embedding'>['how']): Vectors {
  if (how === 'fewer') return vectors.slice(0, -1);
  if (how === 'ragged') return vectors.map((vector, index) => (index === vectors.length - 1 ? vector.slice(0, -1) : vector));
  if (how === 'null') return vectors.map((vector) => [null, ...vector.slice(1)]);
  return vectors;
}
