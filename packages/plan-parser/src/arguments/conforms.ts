import type { JsonSchema } from '@planweave/core-types';

/**
 * True when a value has the form that a schema asks for. It tells the branches of a union apart, no more: bounds are
 * left to the tool's own schema, which judges everything in the end.
 */
export function conforms(value: unknown, schema: JsonSchema): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((branch) => conforms(value, branch));
  if (schema.const !== undefined) return value === schema.const;
  if (schema.enum !== undefined) return (schema.enum as readonly unknown[]).includes(value);
  switch (schema.type) {
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value) && value.every((item, index) => conforms(item, schema.prefixItems?.[index] ?? schema.items ?? {}));
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && hasParts(value, schema);
    case undefined:
      return true;
    default:
      return typeof value === schema.type;
  }
}

function hasParts(value: object, schema: JsonSchema): boolean {
  if (schema.required?.some((name) => !Object.hasOwn(value, name)) === true) return false;
  const { properties = {}, additionalProperties: others } = schema;
  return Object.entries(value).every(([name, part]) => {
    const expected = Object.hasOwn(properties, name) ? properties[name] : others;
    return typeof expected === 'object' ? conforms(part, expected) : expected === undefined;
  });
}
