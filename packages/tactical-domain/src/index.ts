// the domain
export { createTacticalDomain, tacticalDomain, type TacticalDomain, type TacticalDomainOptions } from './tactical-domain.ts';

// worlds
export {
  defaultBounds,
  playerId,
  type Ally,
  type Bounds,
  type Cell,
  type Cover,
  type Enemy,
  type Me,
  type Player,
  type PointOfInterest,
  type Stance,
  type WorldSnapshot,
} from './world/world-snapshot.ts';
export { fromAstraWeave, type AstraWeaveOptions } from './world/from-astraweave.ts';

// tools
export { tacticalTools } from './tools/tactical-tools.ts';

// checks and simulation
export type { Constraints } from './check/constraints.ts';
export { verdictCodes, type VerdictCode } from './check/verdict-codes.ts';
export type { SimulatedPlan } from './simulation/simulated-plan.ts';
export type { Status } from './simulation/status.ts';

// the heuristic behind the fallback
export { defaultRules } from './heuristic/default-rules.ts';
export type { HeuristicAction, HeuristicCondition, HeuristicRule } from './heuristic/heuristic-rule.ts';

// classical planners
export type { Strategy } from './strategies/strategy.ts';
export { ruleStrategy } from './strategies/rule-strategy.ts';
export { utilityStrategy } from './strategies/utility-strategy.ts';
export { goapStrategy } from './strategies/goap/goap-strategy.ts';
