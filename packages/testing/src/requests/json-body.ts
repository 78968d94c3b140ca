import { ApiError } from '../engine/api-error.ts';

/** The fields of a request. */
export type JsonFields = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder();

/** The body as JSON, `undefined` when it is none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * The body as an object with fields.
 *
 * @throws {@link ApiError} 400 in the words of Ollama and of Go's JSON decoder.
 */
export function fieldsOf(bytes: Uint8Array, structName: string): JsonFields {
  const text = decoder.decode(bytes);
  if (text.trim() === '') throw new ApiError(400, 'missing request body');
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, `json: cannot unmarshal ${goKind(value)} into Go value of type api.${structName}`);
  }
  return value as JsonFields;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const token = /^Unexpected token '?(.{1,2}?)'?,/u.exec((error as Error).message)?.[1] ?? text[Number(position ?? Infinity)];
    throw new ApiError(400, token === undefined ? 'unexpected EOF' : `invalid character '${token}' looking for beginning of value`);
  }
}

/** The Go type of a field, for checking it and for the message. */
interface FieldType {
  readonly goType: string;
  readonly accepts: (value: unknown) => boolean;
}

const types = {
  string: { goType: 'string', accepts: (value) => typeof value === 'string' },
  boolean: { goType: 'bool', accepts: (value) => typeof value === 'boolean' },
  messages: { goType: '[]api.Message', accepts: Array.isArray },
  tools: { goType: 'api.Tools', accepts: Array.isArray },
  options: { goType: 'map[string]interface {}', accepts: (value) => typeof value === 'object' && !Array.isArray(value) },
} satisfies Record<string, FieldType>;

/**
 * Checks the top-level fields that are there; `null` counts as left out, as in Go.
 *
 * @throws {@link ApiError} 400 for a value of another type.
 */
export function checkFields(fields: JsonFields, structName: string, expected: Readonly<Record<string, keyof typeof types>>): void {
  for (const [name, typeName] of Object.entries(expected)) {
    const value = fields[name];
    const type: FieldType = types[typeName];
    if (value !== undefined && value !== null && !type.accepts(value)) {
      throw new ApiError(400, `json: cannot unmarshal ${goKind(value)} into Go struct field ${structName}.${name} of type ${type.goType}`);
    }
  }
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}

/** A text field; anything else counts as left out. */
export function textField(fields: JsonFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** A yes-or-no field; anything else counts as left out. */
export function flagField(fields: JsonFields, name: string): boolean | undefined {
  const value = fields[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** An object field; anything else counts as an empty one. */
export function objectField(fields: JsonFields, name: string): JsonFields {
  const value = fields[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonFields) : {};
}
