/** Where data of one kind begins and ends; {@link cleanText} sees to it that no data can write a tag. */
export type DataTag = 'setting' | 'history' | 'now';

/** Lines of data between the tags of their kind, ending in a line break; nothing for no lines. */
export function tagged(tag: DataTag, lines: string): string {
  return lines === '' ? '' : `<${tag}>\n${lines}\n</${tag}>\n`;
}
