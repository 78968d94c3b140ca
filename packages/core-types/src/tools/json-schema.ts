/**
 * The part of JSON Schema (2020-12) that every server which decodes under a grammar really enforces: objects with listed
 * properties, `enum`, `const`, `anyOf`, bounded arrays and strings, bounded integers.
 */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** `false` wherever `properties` is given; a schema for a map with free keys. */
  readonly additionalProperties?: false | JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Whole numbers only; servers ignore the bounds of others. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean | null;
  readonly anyOf?: readonly JsonSchema[];
}
