import type { PlanStep, ToolRegistry } from '@planweave/core-types';

/**
 * A step under its tool's own name, or `undefined` when the registry has no such tool or the tool refuses an argument;
 * only such steps may stand in a prompt, or a model would learn from them what is not accepted.
 */
export function acceptedStep({ act, ...args }: PlanStep, registry: ToolRegistry): PlanStep | undefined {
  const tool = typeof act === 'string' ? registry.get(act) : undefined;
  if (tool === undefined) return undefined;
  const { shape } = tool.args;
  for (const name in args) if (!Object.hasOwn(shape, name)) return undefined;
  if (!tool.args.safeParse(args).success) return undefined;
  return { act: tool.name, ...args };
}
