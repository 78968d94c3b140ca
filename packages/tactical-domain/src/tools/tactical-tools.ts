import { createToolRegistry } from '@planweave/core-types';
import { block, dodge, heal, parry, throwSmoke, useDefensiveAbility } from './defensive.ts';
import { dropItem, equipWeapon, reload, switchWeapon, useItem } from './equipment.ts';
import { revive, throwItem } from './legacy.ts';
import { approach, moveTo, patrol, retreat, strafe, takeCover } from './movement.ts';
import { aimedShot, aoeAttack, attack, charge, coverFire, heavyAttack, quickAttack, throwExplosive } from './offensive.ts';
import { callReinforcements, coordinateAttack, distract, markTarget, regroup, requestCover, setAmbush } from './tactical.ts';
import { modifyTerrain } from './terrain.ts';
import { interact, scan, taunt, useAbility, wait } from './utility.ts';

/**
 * All 40 tools of the tactical world, grouped by category. `pick` makes smaller registries.
 *
 * @example
 * ```ts
 * import { tacticalTools } from '@planweave/tactical-domain';
 *
 * tacticalTools.names.length; //=> 40
 * tacticalTools.get('throw_smoke')?.cooldownSeconds; //=> 8
 * ```
 */
export const tacticalTools = createToolRegistry([
  moveTo, approach, retreat, takeCover, strafe, patrol,
  attack, aimedShot, quickAttack, heavyAttack, aoeAttack, throwExplosive, coverFire, charge,
  block, dodge, parry, throwSmoke, heal, useDefensiveAbility,
  equipWeapon, switchWeapon, reload, useItem, dropItem,
  callReinforcements, markTarget, requestCover, coordinateAttack, setAmbush, distract, regroup,
  scan, wait, interact, useAbility, taunt,
  throwItem, revive,
  modifyTerrain,
]);
