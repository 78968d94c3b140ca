import { tacticalDomain, type WorldSnapshot } from '@planweave/tactical-domain';

/** A world with the agent at the origin and whatever a test cares about; everything else is empty and unhurt. */
export function worldWith(parts: Partial<Omit<WorldSnapshot, 'me'>> & { readonly me?: Partial<WorldSnapshot['me']> } = {}): WorldSnapshot {
  const { me, ...rest } = parts;
  return tacticalDomain.parseWorld({
    t: 0,
    player: { hp: 100, pos: { x: -1, y: 0 }, stance: 'stand', orders: [] },
    enemies: [],
    pois: [],
    obstacles: [],
    ...rest,
    me: { pos: { x: 0, y: 0 }, ammo: 10, cooldowns: {}, morale: 1, ...me },
  });
}

/** An unhurt enemy in the open. */
export function enemyAt(x: number, y: number, parts: Partial<WorldSnapshot['enemies'][number]> = {}): WorldSnapshot['enemies'][number] {
  return { id: 7, pos: { x, y }, hp: 100, cover: 'none', lastSeenSeconds: 0, ...parts };
}
