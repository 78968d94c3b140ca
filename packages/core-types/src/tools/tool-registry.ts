import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvalidToolError } from '../errors/invalid-tool-error.ts';
import { checkOption } from '../options/check-option.ts';
import { deepFreeze } from '../plans/plan.ts';
import type { Tool } from './define-tool.ts';
import type { JsonSchema } from './json-schema.ts';

/** Bounds of the plans that {@link ToolRegistry.planSchema} allows. */
export interface PlanSchemaOptions {
  /** The most steps of a plan, from 1 to 200. @default 8 */
  readonly maxSteps?: number;
}

/** A fixed set of tools, found under all their names. */
export interface ToolRegistry<AnyTool extends Tool = Tool> {
  /** In the order given, which is the order in prompts. */
  readonly tools: readonly AnyTool[];
  /** The canonical names, in the same order. */
  readonly names: readonly string[];
  /**
   * A SHA-256 over everything that a prompt or a check depends on: names, order, descriptions, argument schemas,
   * aliases, cool-downs, costs. The same tools have the same digest in every process. (Custom zod refinements are code
   * and cannot be seen: change the tool's description with them.)
   */
  readonly digest: string;
  /** The tool of that name or alias, whatever its case and separators; `undefined` for none. */
  get(nameOrAlias: string): AnyTool | undefined;
  /** The JSON Schema of a whole plan, `{"steps":[…]}`, for constrained decoding. Made once for each bound. */
  planSchema(options?: PlanSchemaOptions): JsonSchema;
  /**
   * A registry of some of the tools, in this registry's order.
   *
   * @throws {@link InvalidToolError} for a name that is not registered.
   */
  pick(names: readonly string[]): ToolRegistry<AnyTool>;
}

/**
 * Collects tools under all their names. A model that writes `move_to`, `moveTo`, `MOVE TO` or an alias means the same
 * tool as one that writes `MoveTo`.
 *
 * @throws {@link InvalidToolError} when there are no tools, or two claim one name.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { createToolRegistry, defineTool } from '@planweave/core-types';
 *
 * const scan = defineTool({ name: 'Scan', category: 'utility', description: 'Look around.', args: z.object({ radius: z.number() }) });
 * const wait = defineTool({ name: 'Wait', category: 'utility', description: 'Do nothing.', aliases: ['idle'] });
 * const registry = createToolRegistry([scan, wait]);
 * registry.get('IDLE')?.name; //=> 'Wait'
 * registry.pick(['Scan']).names; //=> ['Scan']
 * registry.planSchema({ maxSteps: 3 }).required; //=> ['steps']
 * ```
 */
export function createToolRegistry<const AnyTool extends Tool>(tools: readonly AnyTool[]): ToolRegistry<AnyTool> {
  if (tools.length === 0) throw new InvalidToolError('(none)', 'a registry needs at least one tool');
  const twice = tools.find((tool, index) => tools.indexOf(tool) !== index);
  if (twice !== undefined) throw new InvalidToolError(twice.name, 'it is in the list twice');
  const all = Object.freeze([...tools]);
  const names = Object.freeze(all.map((tool) => tool.name));
  const byName = indexByName(all);
  let digest: string | undefined;
  const planSchemas = new Map<number, JsonSchema>();
  return Object.freeze({
    tools: all,
    names,
    get digest() {
      return (digest ??= digestOf(all));
    },
    get: (nameOrAlias: string) => byName.get(nameOrAlias) ?? byName.get(plainName(nameOrAlias)),
    planSchema({ maxSteps = 8 }: PlanSchemaOptions = {}) {
      let schema = planSchemas.get(maxSteps);
      if (schema === undefined) {
        schema = planSchemaOf(all, checkOption('planSchema', 'maxSteps', maxSteps, 'a whole number from 1 to 200', isGrammarBound));
        planSchemas.set(maxSteps, schema);
      }
      return schema;
    },
    pick(wanted: readonly string[]) {
      const chosen = new Set(wanted.map((name) => byName.get(plainName(name)) ?? unknownTool(name, names)));
      return createToolRegistry(all.filter((tool) => chosen.has(tool)));
    },
  });
}

/** Every name that leads to a tool: the canonical ones as they are, for the fast path, and all of them in plain form. */
function indexByName<AnyTool extends Tool>(tools: readonly AnyTool[]): Map<string, AnyTool> {
  const byName = new Map<string, AnyTool>();
  for (const tool of tools) {
    for (const name of [tool.name, ...tool.aliases]) {
      const plain = plainName(name);
      if (plain === '') throw new InvalidToolError(tool.name, `"${name}" is no name`);
      const owner = byName.get(plain);
      if (owner !== undefined && owner !== tool) throw new InvalidToolError(tool.name, `"${name}" already means "${owner.name}"`);
      byName.set(plain, tool);
    }
    byName.set(tool.name, tool);
  }
  return byName;
}

function plainName(name: string): string {
  return name.replace(/[\s_-]+/g, '').toLowerCase();
}

/** Grammars with longer lists are slow, and from 2,000 on refused. */
function isGrammarBound(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 1 && count <= 200;
}

function unknownTool(name: string, names: readonly string[]): never {
  throw new InvalidToolError(name, `it is not in the registry, which has: ${names.join(', ')}`);
}

function digestOf(tools: readonly Tool[]): string {
  const content = tools.map(({ args, ...rest }) => ({ ...rest, args: z.toJSONSchema(args, { io: 'input' }) }));
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/**
 * A union with a constant `act` in each member: it means the same whether or not a server keeps the order of keys, and
 * needs nothing that grammars ignore.
 */
function planSchemaOf(tools: readonly Tool[], maxSteps: number): JsonSchema {
  return deepFreeze({
    type: 'object',
    properties: {
      steps: { type: 'array', items: { anyOf: tools.map((tool) => tool.stepSchema) }, minItems: 1, maxItems: maxSteps },
    },
    required: ['steps'],
    additionalProperties: false,
  } satisfies JsonSchema);
}
