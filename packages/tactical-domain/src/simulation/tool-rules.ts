import { defensiveRules } from './defensive.ts';
import { equipmentRules } from './equipment.ts';
import { legacyRules } from './legacy.ts';
import { movementRules } from './movement.ts';
import { offensiveRules } from './offensive.ts';
import { tacticalRules } from './tactical.ts';
import { terrainRules } from './terrain-requests.ts';
import type { ToolRule } from './tool-rule.ts';
import { utilityRules } from './utility.ts';

/** The effect of every tool. */
export const toolRules: readonly ToolRule[] = [
  ...movementRules,
  ...offensiveRules,
  ...defensiveRules,
  ...equipmentRules,
  ...tacticalRules,
  ...utilityRules,
  ...legacyRules,
  ...terrainRules,
];
