import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/** What a world writes as its key, as a list that tells numbers from texts. */
export function recordedKey(world: WorldSnapshot): string {
  const written: unknown[] = [];
  tacticalDomain.encode(world, {
    integer(value) {
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`not a plain whole number: ${value}`);
      written.push(value);
    },
    real(value) {
      if (!Number.isFinite(value)) throw new TypeError(`not a finite number: ${value}`);
      written.push({ real: value });
    },
    text: (value) => written.push(value),
  });
  return JSON.stringify(written);
}
