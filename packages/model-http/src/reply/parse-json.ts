/** A JSON object of a server, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The value that a JSON text stands for; `undefined` for what is none. The parser's own error is not kept: it quotes the
 * text, which may be a reply or a prompt.
 *
 * @example
 * ```ts
 * import { parseJson } from '@planweave/model-http';
 *
 * parseJson('{"done": true}'); //=> { done: true }
 * parseJson('{"done": tr'); //=> undefined
 * ```
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether a value is a JSON object: neither `null` nor a list.
 *
 * @example
 * ```ts
 * import { isJsonObject } from '@planweave/model-http';
 *
 * isJsonObject({}); //=> true
 * isJsonObject([]); //=> false
 * ```
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
