import { shortText } from '@planweave/core-types';

/** The longest name that is told whole. */
const longestName = 60;

/** A name that the model made up, as JSON: whatever it holds, it stays one short line between quotes. */
export function quotedName(name: string): string {
  return JSON.stringify(shortText(name, longestName));
}

/** The path of a key: `$.steps[0].radius`, or `$.steps[0]["two words"]` for what is no plain name. */
export function pathTo(path: string, key: string): string {
  return /^[\p{L}\p{N}_$-]{1,60}$/u.test(key) ? `${path}.${key}` : `${path}[${quotedName(key)}]`;
}
