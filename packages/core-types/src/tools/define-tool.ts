import { z } from 'zod';
import { InvalidToolError } from '../errors/invalid-tool-error.ts';
import { deepFreeze, type PlanStep } from '../plans/plan.ts';
import { grammarSchema } from './grammar-schema.ts';
import type { JsonSchema } from './json-schema.ts';

/** The zod object that describes a tool's arguments. */
export type ToolArguments = z.ZodObject;

/** What a tool is made from. */
export interface ToolDefinition<Name extends string, Arguments extends ToolArguments> {
  /** Letters and digits, starting with a letter, as models write it best: `'MoveTo'`. */
  readonly name: Name;
  /** Groups tools in prompts: `'movement'`. */
  readonly category: string;
  /** One line for the model: what it does and when to use it. */
  readonly description: string;
  /** The arguments; none when left out. `act` is taken by the step itself. */
  readonly args?: Arguments;
  /**
   * Other names that models use for it. Case, `_`, `-` and blanks do not matter, so `move_to` and `moveTo` already mean
   * `MoveTo` and need not be listed.
   *
   * @default []
   */
  readonly aliases?: readonly string[];
  /** How long an agent must wait before it can use the tool again, in seconds of the simulation. @default 0 */
  readonly cooldownSeconds?: number;
  /** What it uses up, in words: `'stamina'`. */
  readonly cost?: string;
  /** What must hold before it can be used, in words; one entry a condition. @default [] */
  readonly preconditions?: readonly string[];
  /** What it changes, in words; one entry a change. @default [] */
  readonly effects?: readonly string[];
}

/** A tool: the one source of its types, prompt text, grammar, parser and checks. Frozen. */
export interface Tool<Name extends string = string, Arguments extends ToolArguments = ToolArguments> {
  readonly name: Name;
  readonly category: string;
  readonly description: string;
  readonly args: Arguments;
  readonly aliases: readonly string[];
  readonly cooldownSeconds: number;
  readonly cost: string | undefined;
  readonly preconditions: readonly string[];
  readonly effects: readonly string[];
  /** The JSON Schema of one step that uses the tool: an object with a constant `act` and the arguments beside it. */
  readonly stepSchema: JsonSchema;
}

/** The step that uses a tool; a union of steps for a union of tools. */
export type StepOf<AnyTool extends Tool> =
  AnyTool extends Tool<infer Name, infer Arguments> ? { readonly act: Name } & Readonly<z.output<Arguments>> : never;

/**
 * Defines a tool.
 *
 * @throws {@link InvalidToolError} for a name that is not letters and digits, an argument called `act` or
 * `__proto__`, a cool-down that is not a finite number of at least 0, an empty description, or arguments that no
 * grammar can express.
 *
 * @example
 * ```ts
 * import { z } from 'zod';
 * import { defineTool, type StepOf } from '@planweave/core-types';
 *
 * const moveTo = defineTool({
 *   name: 'MoveTo',
 *   category: 'movement',
 *   description: 'Walk to a cell.',
 *   args: z.object({ x: z.int(), y: z.int(), speed: z.enum(['walk', 'run', 'sprint']).optional() }),
 *   aliases: ['go'],
 * });
 * const step: StepOf<typeof moveTo> = { act: 'MoveTo', x: 12, y: 8 };
 * moveTo.stepSchema.required; //=> ['act', 'x', 'y']
 * ```
 */
export function defineTool<const Name extends string, Arguments extends ToolArguments = z.ZodObject<Record<never, never>>>(
  definition: ToolDefinition<Name, Arguments>,
): Tool<Name, Arguments> {
  const { name, category, description, aliases = [], cooldownSeconds = 0, cost, preconditions = [], effects = [] } = definition;
  const args = definition.args ?? (z.object({}) as unknown as Arguments);
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) throw new InvalidToolError(name, 'its name must be letters and digits, starting with a letter');
  if (description.trim() === '') throw new InvalidToolError(name, 'it needs a description; models choose tools by it');
  if (!(Number.isFinite(cooldownSeconds) && cooldownSeconds >= 0)) {
    throw new InvalidToolError(name, `its cool-down must be a finite number of seconds of at least 0, but is ${cooldownSeconds}`);
  }
  const tool = {
    name,
    category,
    description,
    args,
    aliases: deepFreeze([...aliases]),
    cooldownSeconds,
    cost,
    preconditions: deepFreeze([...preconditions]),
    effects: deepFreeze([...effects]),
    stepSchema: deepFreeze(stepSchema(name, args)),
  };
  return Object.freeze(tool);
}

function stepSchema(name: string, args: ToolArguments): JsonSchema {
  const taken = Object.keys(args.shape).find((argument) => argument === 'act' || argument === '__proto__');
  if (taken !== undefined) throw new InvalidToolError(name, `an argument cannot be called "${taken}"`);
  let schema: JsonSchema;
  try {
    schema = grammarSchema(args);
  } catch (cause) {
    throw new InvalidToolError(name, `its arguments cannot be decoded under a grammar: ${(cause as Error).message}`, cause);
  }
  if (schema.properties === undefined) throw new InvalidToolError(name, 'its arguments must be listed by name; put free keys into one argument, a record');
  return {
    ...schema,
    properties: { act: { const: name }, ...schema.properties },
    required: ['act', ...(schema.required ?? [])],
  };
}

/**
 * The step a tool makes from arguments that passed its schema. The step is new, what its arguments hold is frozen where
 * it stands. An argument called `act` is ignored.
 *
 * @example
 * ```ts
 * import { stepOf } from '@planweave/core-types';
 *
 * stepOf('Scan', { radius: 10 }); //=> { act: 'Scan', radius: 10 }
 * ```
 */
export function stepOf(act: string, args: Readonly<Record<string, unknown>>): PlanStep {
  const step = { act, ...args };
  step.act = act; // it stands first, and no argument can pose as another tool
  return deepFreeze(step);
}
