import { expectTypeOf } from 'vitest';
import { z } from 'zod';
import { defineTool, type StepOf, type Tool } from './define-tool.ts';
import { createToolRegistry } from './tool-registry.ts';
import type { PlanStep } from '../plans/plan.ts';

const moveTo = defineTool({ name: 'MoveTo', category: 'movement', description: 'Walk.', args: z.object({ x: z.int(), speed: z.enum(['walk', 'run']).optional() }) });
const wait = defineTool({ name: 'Wait', category: 'utility', description: 'Nothing.' });
const registry = createToolRegistry([moveTo, wait]);

// a step has the constant name of its tool and the arguments beside it, read-only
type Move = StepOf<typeof moveTo>;
expectTypeOf<Move['act']>().toEqualTypeOf<'MoveTo'>();
expectTypeOf<Move['x']>().toEqualTypeOf<number>();
expectTypeOf<Move['speed']>().toEqualTypeOf<'walk' | 'run' | undefined>();
// @ts-expect-error arguments are read-only
export const change = (step: Move) => (step.x = 1);

// a union of tools gives a union of steps that narrows on act
export function xOf(step: StepOf<(typeof registry)['tools'][number]>): number | undefined {
  return step.act === 'MoveTo' ? step.x : undefined;
}

// every step is a PlanStep, every tool a Tool, and a registry of some tools is a registry
expectTypeOf<Move>().toExtend<PlanStep>();
expectTypeOf(wait).toExtend<Tool>();
expectTypeOf(registry.get('wait')).toEqualTypeOf<typeof moveTo | typeof wait | undefined>();

// @ts-expect-error a step does not take an argument of another type
export const wrong: Move = { act: 'MoveTo', x: 'far' };
