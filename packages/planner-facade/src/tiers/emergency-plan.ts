import { createPlan, stepOf, type JsonSchema, type Plan, type PlanDomain, type Tool } from '@planweave/core-types';

/**
 * One legal step found without the domain's heuristics: each tool is tried with the smallest arguments its schema
 * allows, tools without arguments first.
 *
 * @throws `Error` when no tool gives a legal step that way.
 */
export function emergencyPlan<World>(domain: PlanDomain<World>, world: World): Plan {
  const tools = domain.registry.tools.toSorted((a, b) => argumentsOf(a) - argumentsOf(b));
  for (const tool of tools) {
    const args = tool.args.safeParse(smallestArguments(tool));
    if (!args.success) continue;
    const step = stepOf(tool.name, args.data);
    if (domain.check(world, [step])[0]?.isLegal === true) {
      return createPlan([step], { rationale: 'the safest single step' });
    }
  }
  throw new Error(`no tool of the domain "${domain.name}" can be used right now`);
}

function argumentsOf(tool: Tool): number {
  return tool.stepSchema.required?.length ?? 0;
}

function smallestArguments(tool: Tool): unknown {
  const { properties = {}, required = [] } = tool.stepSchema;
  return Object.fromEntries(required.flatMap((name) => (name === 'act' ? [] : [[name, smallest(properties[name] ?? {})]])));
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
      return Math.max(schema.minimum ?? 0, Math.min(0, schema.maximum ?? 0));
    case 'number':
      return 1;
    case 'boolean':
      return false;
    default:
      return null;
  }
}
