import type { PlanDomain } from '@planweave/core-types';
import { KeyWriters } from './key-writers.ts';

const writers = new KeyWriters();

/**
 * A world as a short text: two worlds of a domain have the same exactly when their canonical forms are equal. It holds in
 * every process, but only for one version of this package. Writing it takes a fraction of the time of JSON.
 *
 * @param domain - Whose `encode` is asked; it may ask for keys of other worlds itself.
 * @returns A text of 16,383 characters at most, of any kind and not meant to be read; what would be longer ends in a SHA-256.
 * @throws What `encode` throws; `TypeError` when it writes what is neither a number nor a text.
 *
 * @example
 * ```ts
 * import { worldKey } from '@planweave/prompt-cache';
 *
 * const domain = { encode: (world: { ammo: number }, sink: { integer(value: number): void }) => sink.integer(world.ammo) };
 * worldKey(domain, { ammo: 3 }) === worldKey(domain, { ammo: 3 }); //=> true
 * worldKey(domain, { ammo: 3 }) === worldKey(domain, { ammo: 4 }); //=> false
 * ```
 */
export function worldKey<World>(domain: Pick<PlanDomain<World>, 'encode'>, world: World): string {
  const writer = writers.take();
  try {
    writer.begin(0);
    domain.encode(world, writer);
    return writer.key();
  } finally {
    writers.giveBack(writer);
  }
}
