import { checkOption, InvalidOptionError } from '@planweave/core-types';

/** What a plan is held to. Each can be switched off on its own; the shape of arguments is always checked. */
export interface Constraints {
  /**
   * Cells must lie inside the world. When off, the land ends a million cells from the origin, and a way is searched for
   * within about 250 cells of the agent; who gets so far gets everywhere.
   *
   * @default true
   */
  readonly bounds: boolean;
  /** Cells must be free and reachable on foot. @default true */
  readonly path: boolean;
  /** Targets must exist and be alive (for `Revive`: down). @default true */
  readonly targets: boolean;
  /** Targets must be near enough. @default true */
  readonly range: boolean;
  /** Targets must be in sight. @default true */
  readonly lineOfSight: boolean;
  /** Shots need rounds in the magazine; a full magazine is not reloaded. @default true */
  readonly ammo: boolean;
  /** Items and ability charges must be there, when the world says what is there. @default true */
  readonly items: boolean;
  /** Tools must have cooled down. @default true */
  readonly cooldowns: boolean;
  /** Exertion needs breath, when the world says how much there is. @default true */
  readonly stamina: boolean;
  /** Team work needs a comrade who is up, when the world says who there is. @default true */
  readonly allies: boolean;
  /** Cover must really cover. @default true */
  readonly cover: boolean;
  /** Guarding oneself needs an enemy in sight. @default true */
  readonly threat: boolean;
}

const all: Constraints = Object.freeze({
  bounds: true,
  path: true,
  targets: true,
  range: true,
  lineOfSight: true,
  ammo: true,
  items: true,
  cooldowns: true,
  stamina: true,
  allies: true,
  cover: true,
  threat: true,
});

/** All constraints, but for those that are switched off. */
export function constraintsFrom(switches: Partial<Constraints> = {}): Constraints {
  checkOption('createTacticalDomain', 'constraints', switches, 'an object of switches', (given) => typeof given === 'object' && given !== null);
  for (const [name, value] of Object.entries(switches)) {
    if (!Object.hasOwn(all, name)) {
      throw new InvalidOptionError({ owner: 'createTacticalDomain', name: `constraints.${name}`, expectation: `one of ${Object.keys(all).join(', ')}`, value });
    }
    if (typeof value !== 'boolean') {
      throw new InvalidOptionError({ owner: 'createTacticalDomain', name: `constraints.${name}`, expectation: 'true or false', value });
    }
  }
  return Object.freeze({ ...all, ...switches });
}
