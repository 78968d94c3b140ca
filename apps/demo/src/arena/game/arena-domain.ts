import { createTacticalDomain, type TacticalDomain } from '@planweave/tactical-domain';

/** The tools that mean something in the arena. */
const tools = `
  MoveTo Approach Retreat TakeCover Patrol
  Attack AimedShot QuickAttack HeavyAttack ThrowExplosive CoverFire
  ThrowSmoke Heal Reload Scan Wait Interact Revive`
  .trim()
  .split(/\s+/);

/** The tactical domain that agents plan in and whose simulator decides what their steps do. */
export const arenaDomain: TacticalDomain = createTacticalDomain({ tools });

/** The same without heuristics: its fallback holds the cell. */
export const modelOnlyDomain: TacticalDomain = createTacticalDomain({ tools, rules: [] });
