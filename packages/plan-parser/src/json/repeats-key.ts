import { isDeep, mostLevels } from './is-deep.ts';

/**
 * True when an object in a JSON text has a key twice: of two values, `JSON.parse` keeps the last without a word. Data that
 * is nested too deep is not counted; it is no step in any case.
 */
export function repeatsKey(text: string, value: unknown): boolean {
  // A colon stands behind every key and perhaps in texts: as many as there are keys means that none got lost.
  return colonsIn(text) !== countIn(value, 0) && quotesIn(text) !== 2 * countIn(value, 1) && !isDeep(value);
}

function colonsIn(text: string): number {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) colons += 1;
  return colons;
}

/** The quotes that are not escaped: two at every key and text. */
function quotesIn(text: string): number {
  let quotes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) quotes += 1;
    else if (code === 0x5c) index += 1;
  }
  return quotes;
}

/** How many keys a value has, and texts when these count too, down to the deepest level that a step may have. */
function countIn(value: unknown, perText: 0 | 1, levels = mostLevels): number {
  if (typeof value === 'string') return perText;
  if (typeof value !== 'object' || value === null || levels === 0) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) count += countIn(value[index], perText, levels - 1);
  } else {
    for (const key in value) count += 1 + countIn((value as Readonly<Record<string, unknown>>)[key], perText, levels - 1);
  }
  return count;
}
