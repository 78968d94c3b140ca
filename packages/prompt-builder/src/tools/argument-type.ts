import type { JsonSchema } from '@planweave/core-types';

/**
 * The same schema as zod writes it, with the bounds that grammars cannot hold: those of fractions, and open ones.
 * `toJSONSchema` is asked for plain JSON, so everything here may be missing.
 */
export interface BoundsSource {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, BoundsSource>>;
  readonly additionalProperties?: BoundsSource;
  readonly items?: BoundsSource;
  readonly prefixItems?: readonly BoundsSource[];
  readonly anyOf?: readonly BoundsSource[];
}

/**
 * The type of an argument in the shortest notation that models read well: `int 0..2`, `number>0`, `walk|run|sprint`,
 * `{x:int,y:int}`, `[{x:int,y:int}, … 2..16]`, `text`, `true|false`. Lengths of texts are left to the grammar.
 */
export function argumentType(schema: JsonSchema, bounds: BoundsSource = {}): string {
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join('|');
  if (schema.anyOf !== undefined) return schema.anyOf.map((part, index) => argumentType(part, bounds.anyOf?.[index])).join('|');
  switch (schema.type) {
    case 'object':
      return objectType(schema, bounds);
    case 'array':
      return arrayType(schema, bounds);
    case 'integer':
      return `int${range(bounds)}`;
    case 'number':
      return `number${range(bounds)}`;
    case 'boolean':
      return 'true|false';
    case 'null':
      return 'null';
    default:
      return 'text';
  }
}

function objectType(schema: JsonSchema, bounds: BoundsSource): string {
  if (schema.additionalProperties) return `{NAME:${argumentType(schema.additionalProperties, bounds.additionalProperties)}}`;
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== 'act');
  const texts = fields.map(([name, field]) => {
    const mark = schema.required?.includes(name) === true ? '' : '?';
    return `${name}${mark}:${argumentType(field, bounds.properties?.[name])}`;
  });
  return `{${texts.join(',')}}`;
}

function arrayType(schema: JsonSchema, bounds: BoundsSource): string {
  if (schema.prefixItems !== undefined) {
    return `[${schema.prefixItems.map((part, index) => argumentType(part, bounds.prefixItems?.[index])).join(',')}]`;
  }
  return `[${argumentType(schema.items ?? {}, bounds.items)}, … ${schema.minItems ?? 0}..${schema.maxItems ?? ''}]`;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: BoundsSource): string {
  const low = exclusiveMinimum === undefined ? bound('', minimum) : bound('>', exclusiveMinimum);
  const high = exclusiveMaximum === undefined ? bound('', maximum) : bound('<', exclusiveMaximum);
  if (low !== '' && high !== '') return ` ${low}..${high}`;
  if (low !== '') return low.startsWith('>') ? low : `>=${low}`;
  if (high !== '') return high.startsWith('<') ? high : `<=${high}`;
  return '';
}

/** zod bounds every whole number by the safe range, which tells a model nothing. */
function bound(mark: string, value: number | undefined): string {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? '' : `${mark}${value}`;
}

/** Plain words stand without quotes; what could be read as something else is written as in JSON. */
function literal(value: string | number | boolean | null): string {
  const isWord = typeof value === 'string' && /^(?!(?:true|false|null)$)[A-Za-z_][\w-]*$/.test(value);
  return isWord ? value : JSON.stringify(value);
}
