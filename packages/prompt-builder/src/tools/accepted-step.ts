import { stepOf, type PlanStep, type ToolRegistry } from '@planweave/core-types';

/**
 * A step under its tool's own name, or `undefined` when the registry has no such tool or the tool refuses an argument;
 * only such steps may stand in a prompt, or a model would learn from them what is not accepted.
 */
export function acceptedStep({ act, ...args }: PlanStep, registry: ToolRegistry): PlanStep | undefined {
  const tool = typeof act === 'string' ? registry.get(act) : undefined;
  const isKnown = (name: string) => tool !== undefined && Object.hasOwn(tool.args.shape, name);
  if (tool === undefined || !Object.keys(args).every(isKnown) || !tool.args.safeParse(args).success) return undefined;
  return stepOf(tool.name, args);
}
