import type { WorldSimilarity } from '@planweave/core-types';
import type { WorldSnapshot } from '../world/world-snapshot.ts';
import { outlineWorld } from './outline-world.ts';
import { tacticalRoles } from './tactical-roles.ts';

/**
 * Tactical worlds are alike when the same kinds of things stand at almost the same places, and nobody crossed a line
 * that plans depend on: alive or dead, loaded or empty, ready or cooling down, in cover or not.
 */
export const tacticalSimilarity: WorldSimilarity<WorldSnapshot> = Object.freeze({ outline: outlineWorld, roles: tacticalRoles });
