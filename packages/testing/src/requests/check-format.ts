import { ApiError, nestedError } from '../engine/api-error.ts';
import type { JsonFields } from './json-body.ts';

/**
 * Checks the `format` of a request, as late as Ollama does.
 *
 * @throws {@link ApiError} 500 for something that is neither `"json"` nor an object (a schema sent as a text, above all);
 * 400, nested, for a schema of which no grammar can be made.
 */
export function checkFormat(format: unknown): void {
  if (format === undefined || format === null || format === '' || format === 'json') return;
  if (typeof format !== 'object' || Array.isArray(format)) {
    throw new ApiError(500, `invalid format: ${JSON.stringify(JSON.stringify(format))}; expected "json" or a valid JSON Schema object`);
  }
  const problem = schemaProblem(format);
  if (problem !== undefined) throw nestedError(400, 'invalid_request_error', `"json_schema": JSON schema conversion failed:\n${problem}`);
}

const mostDepth = 64;

/** Why a schema cannot be converted: the cases that clients run into. */
function schemaProblem(schema: unknown, depth = 0): string | undefined {
  if (typeof schema === 'boolean') return `Unrecognized schema: ${schema}`;
  if (typeof schema !== 'object' || schema === null || depth > mostDepth) return undefined;
  const { $ref, pattern } = schema as JsonFields;
  if (typeof $ref === 'string' && !$ref.startsWith('#/')) return `Unsupported ref: ${$ref}`;
  if (typeof pattern === 'string' && !(pattern.startsWith('^') && pattern.endsWith('$'))) return "Pattern must start with '^' and end with '$'";
  return subschemasOf(schema as JsonFields)
    .map((part) => schemaProblem(part, depth + 1))
    .find((problem) => problem !== undefined);
}

function subschemasOf(schema: JsonFields): unknown[] {
  const maps = [schema['properties'], schema['$defs'], schema['definitions']].filter((part) => typeof part === 'object' && part !== null);
  const lists = [schema['anyOf'], schema['oneOf'], schema['allOf'], schema['prefixItems']].filter(Array.isArray);
  return [...maps.flatMap((part) => Object.values(part as JsonFields)), ...lists.flat(), schema['items']];
}
