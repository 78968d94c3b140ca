import { tacticalDomain } from '@planweave/tactical-domain';
import { describe, expect, it } from 'vitest';
import { sectorIn, sectorWorld } from './sector-world.ts';

describe('sectorWorld', () => {
  it('is the same world for the same seed and sector, whatever the time is', () => {
    expect(tacticalDomain.canonical(sectorWorld(3, 7, 0))).toEqual(tacticalDomain.canonical(sectorWorld(3, 7, 1_234.5)));
  });

  it('is another world for another sector or seed', () => {
    const worlds = Array.from({ length: 300 }, (_, sector) => JSON.stringify(tacticalDomain.canonical(sectorWorld(3, sector))));
    expect(new Set(worlds).size).toBe(300);
    expect(sectorWorld(4, 7).enemies).not.toEqual(sectorWorld(3, 7).enemies);
  });

  it('can be told from what is written about it', () => {
    expect(sectorIn(JSON.stringify(sectorWorld(0, 1_000_017)))).toBe(1_000_017);
    expect(sectorIn('You plan for a companion.')).toBeUndefined();
  });
});
