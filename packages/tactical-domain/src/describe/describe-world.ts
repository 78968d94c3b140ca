import type { DetailLevel, PromptSection } from '@planweave/core-types';
import { Terrain } from '../grid/terrain.ts';
import type { Bounds, WorldSnapshot } from '../world/world-snapshot.ts';
import { depths } from './depth.ts';
import { allyText, enemyText, mapText, meText, objectiveText, orderText, playerText, poiText } from './sections.ts';

/**
 * The world as short lines, one fact each, from what changes rarely to what changes often. Everything is read through
 * the same quantising as the cache key. Free text (objective, orders, names) is always in quotes, on one line and of
 * bounded length. A section with nothing to say is left out. The edges are those of a world that does not say where it ends.
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
export function describeWorld(world: WorldSnapshot, level: DetailLevel, edges?: Bounds): readonly PromptSection[] {
  const depth = depths[level];
  const sections: PromptSection[] = [];
  tell(sections, 'objective', objectiveText(world, depth), 'rarely', Infinity);
  tell(sections, 'map', mapText(world, depth, edges), 'rarely', 30);
  tell(sections, 'orders', orderText(world, depth), 'rarely', 40);
  tell(sections, 'pois', poiText(world, depth), 'often', 50);
  tell(sections, 'allies', allyText(world, depth), 'often', 60);
  tell(sections, 'player', playerText(world, depth), 'often', 70);
  tell(sections, 'enemies', enemyText(world, depth, new Terrain(world.obstacles, undefined)), 'often', 90);
  tell(sections, 'me', meText(world), 'often', Infinity);
  return sections;
}

function tell(sections: PromptSection[], name: string, text: string, changes: PromptSection['changes'], priority: number): void {
  if (text !== '') sections.push({ name, text, changes, priority });
}
