/**
 * The value that a JSON text stands for; `undefined` for what is none. The parser's own error is not kept: it quotes the
 * text, which may be a reply or a prompt.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
