// the domain
export { createTacticalDomain, tacticalDomain, type TacticalDomainOptions } from './tactical-domain.ts';

// tools
export { tacticalTools } from './tools/tactical-tools.ts';

// worlds
export {
  defaultBounds,
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
export { fromAstraWeave } from './world/from-astraweave.ts';

// checks
export type { Constraints } from './check/constraints.ts';
export { verdictCodes, type VerdictCode } from './check/verdict-codes.ts';
