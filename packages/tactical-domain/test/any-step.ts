import type { PlanStep, Tool } from '@planweave/core-types';
import { tacticalTools } from '@planweave/tactical-domain';
import fc from 'fast-check';
import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** A step of any tool with arguments that its schema accepts; ids and cells fit the worlds of `anyWorld`. */
export const anyStep: fc.Arbitrary<PlanStep> = fc.oneof(...tacticalTools.tools.map((tool) => stepOf(tool)));

/** Plans of such steps. */
export const anySteps = fc.array(anyStep, { minLength: 1, maxLength: 8 });

function stepOf(tool: Tool): fc.Arbitrary<PlanStep> {
  return valueOf(z.toJSONSchema(tool.args, { io: 'input' }), '').map((args) => ({ act: tool.name, ...(args as object) }));
}

function valueOf(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return fc.oneof(...parts.map((part) => valueOf(part, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, valueOf(part as Schema, key)])), {
        requiredKeys: [...(schema.required ?? [])],
      });
    case 'array':
      return fc.array(valueOf(schema.items as Schema, name), { minLength: schema.minItems ?? 0, maxLength: Math.min(4, schema.maxItems ?? 4) });
    case 'string':
      return fc.constantFrom('medkit', 'rifle', 'aoe_attack', 'cloak', 'stimulant', 'x').filter((text) => text.length <= (schema.maxLength ?? 99));
    case 'integer':
      return name.endsWith('id') ? fc.integer({ min: 0, max: 8 }) : fc.integer({ min: Math.max(-9, schema.minimum ?? -9), max: Math.min(9, schema.maximum ?? 9) });
    default:
      return fc.double({ min: Math.max(Number(schema.exclusiveMinimum ?? 0) + 0.1, schema.minimum ?? 0), max: Math.min(20, schema.maximum ?? 20), noNaN: true });
  }
}
