/**
 * Lines of data between the tags of their name, ending in a line break. `cleanText` sees to it that no data can write a
 * tag; a name keeps letters, digits, `_` and `-`, so that it cannot either.
 */
export function tagged(name: string, lines: string): string {
  const tag = /[^\w-]/.test(name) ? name.replace(/[^\w-]+/g, '-') : name;
  return `<${tag}>\n${lines}\n</${tag}>\n`;
}
