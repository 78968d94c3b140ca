import type { DetailLevel, PromptSection } from '@planweave/core-types';
import { Terrain } from '../grid/terrain.ts';
import type { WorldSnapshot } from '../world/world-snapshot.ts';
import { depths } from './depth.ts';
import { allyText, enemyText, mapText, meText, objectiveText, orderText, playerText, poiText } from './sections.ts';

/**
 * The world as short lines, one fact each, from what changes rarely to what changes often. Everything is read through
 * the same quantising as the cache key. Free text (objective, orders, names) is always in quotes, on one line and of
 * bounded length. A section with nothing to say is left out.
 *
 * | section | changes | priority | at `minimal` |
 * |---|---|---|---|
 * | `objective` | rarely | never dropped | shown |
 * | `map` | rarely | 30 | – |
 * | `orders` | rarely | 40 | – |
 * | `pois` | often | 50 | – |
 * | `allies` | often | 60 | – |
 * | `player` | often | 70 | – |
 * | `enemies` | often | 90 | the nearest 3 |
 * | `me` | often | never dropped | shown |
 */
export function describeWorld(world: WorldSnapshot, level: DetailLevel): readonly PromptSection[] {
  const depth = depths[level];
  const sections: PromptSection[] = [
    { name: 'objective', text: objectiveText(world, depth), changes: 'rarely', priority: Infinity },
    { name: 'map', text: mapText(world, depth), changes: 'rarely', priority: 30 },
    { name: 'orders', text: orderText(world, depth), changes: 'rarely', priority: 40 },
    { name: 'pois', text: poiText(world, depth), changes: 'often', priority: 50 },
    { name: 'allies', text: allyText(world, depth), changes: 'often', priority: 60 },
    { name: 'player', text: playerText(world, depth), changes: 'often', priority: 70 },
    { name: 'enemies', text: enemyText(world, depth, new Terrain(world.obstacles, undefined)), changes: 'often', priority: 90 },
    { name: 'me', text: meText(world), changes: 'often', priority: Infinity },
  ];
  return sections.filter(({ text }) => text !== '');
}
