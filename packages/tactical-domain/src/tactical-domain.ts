import { checkCount, InvalidOptionError, type PlanDomain } from '@planweave/core-types';
import { planChecker } from './check/check-plan.ts';
import { constraintsFrom, type Constraints } from './check/constraints.ts';
import { describeWorld } from './describe/describe-world.ts';
import { fallbackPlan } from './planners/fallback-plan.ts';
import { Simulation } from './simulation/simulation.ts';
import { tacticalTools } from './tools/tactical-tools.ts';
import { canonicalWorld } from './world/canonical-world.ts';
import { encodeWorld } from './world/encode-world.ts';
import { parseWorld } from './world/parse-world.ts';
import type { WorldSnapshot } from './world/world-snapshot.ts';

/** What a tactical domain is made from. */
export interface TacticalDomainOptions {
  /** Names of the tools to use, in any spelling that the registry knows. @default all 40 */
  readonly tools?: readonly string[] | undefined;
  /** Constraints to switch off: `{ stamina: false }`. @default all on */
  readonly constraints?: Partial<Constraints> | undefined;
  /** Most steps of a plan, above 0; `check` refuses what goes beyond. @default 16 */
  readonly maxSteps?: number | undefined;
}

/** Tools that are legal in every world, whatever their cool-downs. One of them must be there for the fallback. */
const alwaysLegal = ['Wait', 'MoveTo', 'Patrol'];

/**
 * A tactical domain: the world of a companion in a fight, with a pure simulator behind every verdict.
 *
 * @throws `InvalidOptionError` for options out of range, and for a set of tools with none of `Wait`, `MoveTo` and
 * `Patrol`: no other tool is legal in every world, so the fallback could come out empty.
 * @throws `InvalidToolError` for the name of a tool that does not exist.
 *
 * @example
 * ```ts
 * import { createTacticalDomain } from '@planweave/tactical-domain';
 *
 * const domain = createTacticalDomain({ tools: ['MoveTo', 'Attack', 'Wait'], constraints: { stamina: false } });
 * domain.registry.names; //=> ['MoveTo', 'Attack', 'Wait']
 * ```
 */
export function createTacticalDomain(options: TacticalDomainOptions = {}): PlanDomain<WorldSnapshot> {
  const maxSteps = checkCount('createTacticalDomain', 'maxSteps', options.maxSteps ?? 16);
  const constraints = constraintsFrom(options.constraints);
  const registry = options.tools === undefined ? tacticalTools : tacticalTools.pick(options.tools);
  if (!alwaysLegal.some((name) => registry.get(name) !== undefined)) {
    const expectation = `a list with at least one of ${alwaysLegal.join(', ')}, so that there is a legal step in every world`;
    throw new InvalidOptionError({ owner: 'createTacticalDomain', name: 'tools', expectation, value: registry.names.join(', ') });
  }
  const checker = planChecker(registry, maxSteps);
  const check: PlanDomain<WorldSnapshot>['check'] = (world, steps) => checker.run(new Simulation(world, constraints), steps);
  return Object.freeze({
    name: 'tactical',
    registry,
    parseWorld: (input: unknown) => parseWorld(input, tacticalTools),
    canonical: canonicalWorld,
    encode: encodeWorld,
    describe: describeWorld,
    check,
    fallback: (world: WorldSnapshot) => fallbackPlan(world, (steps) => check(world, steps).every((verdict) => verdict.isLegal)),
  });
}

/**
 * The tactical domain with all 40 tools and all constraints.
 *
 * @example
 * ```ts
 * import { tacticalDomain } from '@planweave/tactical-domain';
 *
 * const world = tacticalDomain.parseWorld({
 *   t: 0,
 *   player: { hp: 100, pos: { x: 0, y: 0 }, stance: 'stand', orders: [] },
 *   me: { pos: { x: 1, y: 0 }, ammo: 10, cooldowns: {}, morale: 1 },
 *   enemies: [],
 *   pois: [],
 *   obstacles: [],
 * });
 * tacticalDomain.check(world, [{ act: 'MoveTo', x: 5, y: 0 }])[0]?.isLegal; //=> true
 * ```
 */
export const tacticalDomain: PlanDomain<WorldSnapshot> = createTacticalDomain();
