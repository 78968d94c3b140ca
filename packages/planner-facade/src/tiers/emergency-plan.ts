import { createPlan, stepOf, type JsonSchema, type Plan, type PlanDomain, type PlanStep, type Tool } from '@planweave/core-types';
import { firstIllegal } from '../request/first-illegal.ts';

/** A number between two bounds is found at the first or second try, or the tool wants something else. */
const mostCorrections = 2;

/**
 * One legal step found without the domain's heuristics: each tool is tried with the smallest arguments its schema
 * allows, tools without arguments first.
 *
 * @throws `Error` when no tool gives a legal step that way.
 */
export function emergencyPlan<World>(domain: PlanDomain<World>, world: World): Plan {
  for (const step of smallestSteps(domain)) {
    if (firstIllegal(domain, world, [step]) === undefined) return createPlan([step], { rationale: 'the safest single step' });
  }
  throw new Error(`no tool of the domain "${domain.name}" can be used right now`);
}

/**
 * What is left when a domain cannot say what is legal, because its `check` throws or refuses every step: the tool with
 * the fewest arguments, filled as its schema demands. Nobody has checked it against the world.
 */
export function uncheckedPlan<World>(domain: PlanDomain<World>): Plan {
  const [step = { act: domain.registry.names[0] ?? 'Wait' }] = smallestSteps(domain);
  return createPlan([step], { rationale: 'the domain calls no step legal' });
}

/** For each tool that takes them, its smallest arguments; tools with the fewest first. */
function* smallestSteps<World>({ registry }: PlanDomain<World>): Generator<PlanStep> {
  for (const tool of registry.tools.toSorted((a, b) => argumentsOf(a) - argumentsOf(b))) {
    const args = acceptedArguments(tool);
    if (args !== undefined) yield stepOf(tool.name, args);
  }
}

/**
 * The smallest arguments by the schema, with numbers moved to the bounds that the tool complains of: a grammar has no
 * bounds for fractions.
 */
function acceptedArguments(tool: Tool): Readonly<Record<string, unknown>> | undefined {
  const args = smallestArguments(tool);
  for (let corrections = 0; ; corrections += 1) {
    const read = tool.args.safeParse(args);
    if (read.success) return read.data;
    if (corrections === mostCorrections) return undefined;
    for (const { code, path, ...bound } of read.error.issues) {
      const [name] = path;
      if (path.length !== 1 || typeof name !== 'string') return undefined;
      if (code === 'too_small' && 'minimum' in bound) args[name] = Number(bound.minimum) + (bound.inclusive === false ? 1 : 0);
      else if (code === 'too_big' && 'maximum' in bound) args[name] = Number(bound.maximum) - (bound.inclusive === false ? 1 : 0);
      else return undefined;
    }
  }
}

function argumentsOf(tool: Tool): number {
  return tool.stepSchema.required?.length ?? 0;
}

function smallestArguments(tool: Tool): Record<string, unknown> {
  const { properties = {}, required = [] } = tool.stepSchema;
  return Object.fromEntries(required.flatMap((name) => (name === 'act' ? [] : [[name, smallest(properties[name] ?? {})]])));
}

function nearest(wanted: number, { minimum = -Infinity, maximum = Infinity }: JsonSchema): number {
  return Math.max(minimum, Math.min(wanted, maximum));
}

/** The smallest value that a schema of the grammar subset allows. */
function smallest(schema: JsonSchema): unknown {
  if (schema.anyOf !== undefined) return smallest(schema.anyOf[0] ?? { type: 'null' });
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, smallest(schema.properties?.[name] ?? { type: 'null' })]));
    case 'array':
      return schema.prefixItems?.map(smallest) ?? Array.from({ length: schema.minItems ?? 0 }, () => smallest(schema.items ?? { type: 'null' }));
    case 'string':
      return 'x'.repeat(schema.minLength ?? 0);
    case 'integer':
      return nearest(0, schema);
    case 'number':
      return nearest(1, schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
}
