import {
  createPlan,
  createToolRegistry,
  defineTool,
  InvalidWorldError,
  legalStep,
  type Plan,
  type PlanDomain,
  type PlanStep,
  type StepVerdict,
  type WorldIssue,
} from '@planweave/core-types';

/** A walker on a line of cells that wants to be somewhere. */
export interface LineWorld {
  /** How many cells there are, 1 to 1000. */
  readonly length: number;
  /** Where the walker is, 0 for the first cell. */
  readonly at: number;
  /** Where it wants to be. */
  readonly goal: number;
}

const stepsAhead = 8;

const registry = createToolRegistry([
  defineTool({ name: 'Left', category: 'movement', description: 'Go one cell to the left.', preconditions: ['not on the first cell'] }),
  defineTool({ name: 'Right', category: 'movement', description: 'Go one cell to the right.', preconditions: ['not on the last cell'] }),
  defineTool({ name: 'Wait', category: 'utility', description: 'Stay where you are.', aliases: ['idle', 'stay'] }),
]);

/**
 * The smallest domain that has everything a domain has: three tools, illegal moves, a heuristic. For tests of what works
 * with any domain, and as a pattern for writing one.
 *
 * @example
 * ```ts
 * import { lineDomain, seededRandom } from '@planweave/testing';
 *
 * const world = lineDomain.parseWorld({ length: 5, at: 3, goal: 1 });
 * lineDomain.fallback(world, seededRandom(1)).steps; //=> [{ act: 'Left' }, { act: 'Left' }]
 * lineDomain.check(world, [{ act: 'Right' }, { act: 'Right' }]).map(({ isLegal }) => isLegal); //=> [true, false]
 * ```
 */
export const lineDomain: PlanDomain<LineWorld> = Object.freeze({
  name: 'line',
  registry,
  parseWorld,
  canonical: ({ length, at, goal }: LineWorld) => ({ length, at, goal }),
  encode({ length, at, goal }, sink) {
    sink.integer(length);
    sink.integer(at);
    sink.integer(goal);
  },
  describe({ length, at, goal }, level) {
    const task = { name: 'objective', text: `Reach cell ${goal}.`, changes: 'rarely', priority: Infinity } as const;
    const place = { name: 'world', text: `You are in cell ${at}.`, changes: 'often', priority: 10 } as const;
    const map = { name: 'map', text: `The cells are 0 to ${length - 1}.`, changes: 'never', priority: 1 } as const;
    return level === 'minimal' ? [task, place] : [map, task, place];
  },
  check,
  fallback: planToGoal,
} satisfies PlanDomain<LineWorld>);

function parseWorld(input: unknown): LineWorld {
  if (typeof input !== 'object' || input === null) throw new InvalidWorldError('line', [{ path: '$', problem: 'expected an object' }]);
  const { length, at, goal } = input as Record<string, unknown>;
  const issues: WorldIssue[] = [];
  const cell = (name: string, value: unknown, least: number, most: number): number => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
    issues.push({ path: `$.${name}`, problem: `expected a whole number from ${least} to ${most}` });
    return least;
  };
  const cells = cell('length', length, 1, 1000);
  const world = { length: cells, at: cell('at', at, 0, cells - 1), goal: cell('goal', goal, 0, cells - 1) };
  if (issues.length > 0) throw new InvalidWorldError('line', issues);
  return Object.freeze(world);
}

function check({ length, at }: LineWorld, steps: readonly PlanStep[]): readonly StepVerdict[] {
  let cell = at;
  return steps.map((step) => {
    const act = registry.names.includes(step.act) ? step.act : undefined;
    if (act === undefined || Object.keys(step).length > 1) {
      return { isLegal: false, code: 'unknown-step', problem: 'No such step; there are Left, Right and Wait, without arguments', isRecoverable: false };
    }
    const next = cell + (act === 'Left' ? -1 : act === 'Right' ? 1 : 0);
    if (next < 0 || next >= length) return { isLegal: false, code: 'edge', problem: `${act} from cell ${cell}: there is nothing`, isRecoverable: false };
    cell = next;
    return legalStep;
  });
}

function planToGoal({ at, goal }: LineWorld): Plan {
  const distance = Math.min(Math.abs(goal - at), stepsAhead);
  const act = goal < at ? 'Left' : 'Right';
  return createPlan(distance === 0 ? [{ act: 'Wait' }] : Array.from({ length: distance }, () => ({ act })), { rationale: `towards cell ${goal}` });
}
