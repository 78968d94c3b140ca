import { describe, expect, it } from 'vitest';
import { registry } from '../../bench/samples/registry.ts';
import { nearestTools } from './nearest-tools.ts';

describe('nearestTools', () => {
  it.each([
    ['Skan', ['Scan']],
    ['throw_smokes', ['ThrowSmoke']],
    ['AttackEnemy', ['Attack']],
    ['hidee', ['TakeCover']],
    ['MoveToo', ['MoveTo']],
  ])('knows what %s may have meant, aliases included', (name, expected) => {
    expect(nearestTools(name, registry).slice(0, 1)).toEqual(expected);
  });

  it('names at most three, the nearest first', () => {
    expect(nearestTools('Hea', registry)[0]).toBe('Heal');
    expect(nearestTools('Bloat', registry).length).toBeLessThanOrEqual(3);
  });

  it.each(['', '???', 'Teleport', 'x'.repeat(10_000)])('has no idea of %j', (name) => {
    expect(nearestTools(name, registry)).toEqual([]);
  });
});
