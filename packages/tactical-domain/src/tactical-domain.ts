import { checkCount, checkOption, InvalidOptionError, type DetailLevel, type PlanDomain, type PlanStep, type Random } from '@planweave/core-types';
import { constraintsFrom, type Constraints } from './check/constraints.ts';
import { stepChecker } from './check/step-checker.ts';
import { describeWorld } from './describe/describe-world.ts';
import { defaultRules } from './heuristic/default-rules.ts';
import { heuristicPlan } from './heuristic/heuristic-plan.ts';
import { heuristicRuleSchema, type HeuristicRule } from './heuristic/heuristic-rule.ts';
import { simulatedPlan, type SimulatedPlan } from './simulation/simulated-plan.ts';
import { Simulation } from './simulation/simulation.ts';
import { tacticalSimilarity } from './similarity/tactical-similarity.ts';
import { tacticalTools } from './tools/tactical-tools.ts';
import { canonicalWorld } from './world/canonical-world.ts';
import { encodeWorld } from './world/encode-world.ts';
import { isChecked, parseWorld } from './world/parse-world.ts';
import { defaultBounds, type WorldSnapshot } from './world/world-snapshot.ts';

/** What a tactical domain is made from. */
export interface TacticalDomainOptions {
  /**
   * The tools to use, by name in any spelling. One of `Wait`, `MoveTo` and `Patrol` must be among them (without
   * cool-downs, `Scan` or `SwitchWeapon` will do as well), because only they are legal in every world and the fallback
   * must never be empty.
   *
   * @default all 40
   */
  readonly tools?: readonly string[] | undefined;
  /** Constraints to switch off, one by one: `{ stamina: false }`. @default all on */
  readonly constraints?: Partial<Constraints> | undefined;
  /** The rules of the fallback, tried in order. An empty list always holds the cell. @default defaultRules */
  readonly rules?: readonly HeuristicRule[] | undefined;
  /** Most steps of a plan, above 0; `check` refuses the steps beyond. @default 16 */
  readonly maxSteps?: number | undefined;
}

/** The domain of the tactical world, and its simulator. */
export interface TacticalDomain extends PlanDomain<WorldSnapshot> {
  /**
   * Carries a plan out in a copy of the world. An illegal step changes nothing; the others are carried out in order.
   * The result starts from the world as `check` reads it, with cool-downs in half seconds and stamina in hundredths.
   */
  simulate(world: WorldSnapshot, steps: readonly PlanStep[]): SimulatedPlan;
}

const owner = 'createTacticalDomain';
const defaultMaxSteps = 16;

/**
 * A tactical domain: the world of a companion in a fight, with a pure simulator behind every verdict.
 *
 * @throws `InvalidOptionError` for options out of range, and for a set of tools with which no step is legal in every
 * world.
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
export function createTacticalDomain(options: TacticalDomainOptions = {}): TacticalDomain {
  const maxSteps = checkCount(owner, 'maxSteps', options.maxSteps ?? defaultMaxSteps);
  const constraints = constraintsFrom(options.constraints);
  const rules = rulesFrom(options.rules);
  const registry = registryFrom(options.tools, constraints);
  const checker = stepChecker(registry, maxSteps);
  const heuristic = { rules, checker, maxSteps };
  const edges = constraints.bounds ? defaultBounds : undefined;
  return Object.freeze({
    name: domainName(constraints, maxSteps),
    registry,
    parseWorld: (input: unknown) => parseWorld(input, tacticalTools),
    canonical: canonicalWorld,
    encode: encodeWorld,
    describe: (world: WorldSnapshot, level: DetailLevel) => describeWorld(world, level, edges),
    isFrozen: isChecked,
    similarity: tacticalSimilarity,
    check: (world: WorldSnapshot, steps: readonly PlanStep[]) => checker.takeAll(new Simulation(world, constraints), steps),
    fallback: (world: WorldSnapshot, random: Random) => heuristicPlan(heuristic, new Simulation(world, constraints), random),
    simulate(world: WorldSnapshot, steps: readonly PlanStep[]) {
      const simulation = new Simulation(world, constraints);
      const verdicts = checker.takeAll(simulation, steps);
      return simulatedPlan(simulation, verdicts, tacticalTools.names);
    },
  });
}

/** What checks differently has another name, so that a cache which several planners share keeps their plans apart. */
function domainName(constraints: Constraints, maxSteps: number): string {
  const off = Object.entries(constraints).flatMap(([name, isOn]) => (isOn ? [] : [name]));
  return `tactical${off.length === 0 ? '' : ` without ${off.join(', ')}`}${maxSteps === defaultMaxSteps ? '' : ` of ${maxSteps} steps`}`;
}

function registryFrom(tools: readonly string[] | undefined, { cooldowns }: Constraints) {
  if (tools === undefined) return tacticalTools;
  const registry = tacticalTools.pick(checkOption(owner, 'tools', tools, 'a list of names', isNames));
  const alwaysLegal = ['Wait', 'MoveTo', 'Patrol', ...(cooldowns ? [] : ['Scan', 'SwitchWeapon'])];
  if (!alwaysLegal.some((name) => registry.get(name) !== undefined)) {
    const expectation = `a list with at least one of ${alwaysLegal.join(', ')}, so that some step is legal in every world`;
    throw new InvalidOptionError({ owner, name: 'tools', expectation, value: registry.names.join(', ') });
  }
  return registry;
}

function isNames(given: unknown): boolean {
  return Array.isArray(given) && given.every((name) => typeof name === 'string');
}

function rulesFrom(rules: readonly HeuristicRule[] = defaultRules): readonly HeuristicRule[] {
  return checkOption(owner, 'rules', rules, 'a list of rules', Array.isArray).map((rule, index) => {
    const result = heuristicRuleSchema.safeParse(rule);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const path = ['rules', index, ...(issue?.path ?? [])].join('.');
    throw new InvalidOptionError({ owner, name: path, expectation: `part of a heuristic rule (${issue?.message})`, value: rule });
  });
}

/**
 * The tactical domain with all 40 tools, all constraints and the default rules.
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
 *   obstacles: [{ x: 3, y: 0 }],
 * });
 * tacticalDomain.check(world, [{ act: 'MoveTo', x: 5, y: 0 }])[0]?.isLegal; //=> true
 * tacticalDomain.simulate(world, [{ act: 'MoveTo', x: 5, y: 0 }]).seconds; //=> 1
 * ```
 */
export const tacticalDomain: TacticalDomain = createTacticalDomain();
