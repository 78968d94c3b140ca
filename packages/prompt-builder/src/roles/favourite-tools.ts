import type { BuiltInRole } from './role.ts';

/** The tools that matter most to each role, the most important first; those that a registry lacks are passed over. */
export const favouriteTools: Readonly<Record<BuiltInRole, readonly string[]>> = {
  tactical: ['MoveTo', 'Attack', 'TakeCover', 'Wait', 'Reload', 'ThrowSmoke', 'Heal', 'Scan'],
  stealth: ['MoveTo', 'Wait', 'TakeCover', 'Distract', 'ThrowSmoke', 'Scan', 'QuickAttack'],
  support: ['MoveTo', 'Heal', 'Revive', 'ThrowSmoke', 'CoverFire', 'Wait', 'Reload'],
  exploration: ['MoveTo', 'Scan', 'Interact', 'Wait', 'Retreat', 'MarkTarget', 'TakeCover'],
};
