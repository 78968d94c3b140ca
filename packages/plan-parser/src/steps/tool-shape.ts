import type { JsonSchema, Tool, ToolRegistry } from '@planweave/core-types';
import { isCell } from '../arguments/cell.ts';
import { certainStepCheck, type CertainCheck } from './certain-check.ts';
import { namesByPlainName } from './plain-name.ts';

/** What the reader needs to know about a tool's arguments, worked out once for each tool. */
export interface ToolShape {
  readonly tool: Tool;
  /** The arguments alone, without `act`. */
  readonly schema: JsonSchema;
  /** The arguments by their exact name; a map, because keys of hostile objects are looked up in it. */
  readonly properties: ReadonlyMap<string, JsonSchema>;
  /** The exact name by the plain one. Names that share a plain one are left out: there would be two readings. */
  readonly byPlainName: ReadonlyMap<string, string>;
  /** True when the tool's schema itself leaves out keys that it does not know, so that a step can be judged as it is. */
  readonly ignoresUnknownKeys: boolean;
  /** Whether a step, `act` and all, is one that the tool's schema accepts as it is. */
  readonly isCertain: CertainCheck;
  /** True when an argument is an object or a list. */
  readonly isNested: boolean;
  /** True for the arguments `x` and `y`, both numbers: a position may stand for them. */
  readonly hasOwnCell: boolean;
  /** The one argument that is an `{x, y}` object, when there is exactly one. */
  readonly cellArgument: string | undefined;
}

const shapes = new WeakMap<Tool, ToolShape>();
const shapesByName = new WeakMap<ToolRegistry, ReadonlyMap<string, ToolShape>>();

/** The shapes of all tools of a registry by their canonical names. */
export function toolShapes(registry: ToolRegistry): ReadonlyMap<string, ToolShape> {
  let byName = shapesByName.get(registry);
  if (byName === undefined) {
    byName = new Map(registry.tools.map((tool) => [tool.name, toolShape(tool)]));
    shapesByName.set(registry, byName);
  }
  return byName;
}

/** The shape of a tool. */
export function toolShape(tool: Tool): ToolShape {
  let shape = shapes.get(tool);
  if (shape === undefined) {
    shape = makeShape(tool);
    shapes.set(tool, shape);
  }
  return shape;
}

function makeShape(tool: Tool): ToolShape {
  const { act: _, ...properties } = tool.stepSchema.properties ?? {};
  const schema: JsonSchema = { ...tool.stepSchema, properties, required: tool.stepSchema.required?.filter((name) => name !== 'act') ?? [] };
  const entries = Object.entries(properties);
  const cells = entries.filter(([, part]) => isCell(part));
  return {
    tool,
    schema,
    properties: new Map(entries),
    byPlainName: namesByPlainName(Object.keys(properties)),
    // a strict or a loose object would see `act` among its arguments
    ignoresUnknownKeys: tool.args.def.catchall === undefined,
    isCertain: certainStepCheck(tool),
    isNested: entries.some(([, part]) => part.type === 'object' || part.type === 'array' || part.anyOf !== undefined || part.prefixItems !== undefined),
    hasOwnCell: ['x', 'y'].every((name) => isNumber(properties[name])),
    cellArgument: cells.length === 1 ? cells[0]?.[0] : undefined,
  };
}

function isNumber(schema: JsonSchema | undefined): boolean {
  return schema?.type === 'integer' || schema?.type === 'number';
}
