import type { Tool } from '@planweave/core-types';
import { argumentType, type BoundsSource } from './argument-type.ts';

/** Tools are frozen, and reading a schema costs far more than looking up what was read. */
const signatures = new WeakMap<Tool, string>();

/**
 * A tool's name and arguments as a model should write them: `MoveTo {x:int,y:int,speed?:walk|run|sprint}`. Derived
 * from the schemas that the reply is decoded and checked with, so that what is shown is what is accepted.
 */
export function toolSignature(tool: Tool): string {
  const known = signatures.get(tool);
  if (known !== undefined) return known;
  const bounds = tool.args.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as BoundsSource;
  const args = argumentType(tool.stepSchema, bounds);
  const signature = args === '{}' ? tool.name : `${tool.name} ${args}`;
  signatures.set(tool, signature);
  return signature;
}
