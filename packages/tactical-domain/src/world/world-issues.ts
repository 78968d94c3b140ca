import { shortValue, type WorldIssue } from '@planweave/core-types';
import type { z } from 'zod';

/** Issues beyond this many say nothing new and could fill a log. */
export const mostIssues = 32;

/** What zod found, with JSON paths and with what was there instead. */
export function issuesFrom(error: z.ZodError, input: unknown): readonly WorldIssue[] {
  return error.issues.slice(0, mostIssues).map(({ path, message }) => {
    const found = valueAt(input, path);
    const expectation = message.replace(/^Invalid (?:input|option): /, '').replace(/, received .*$/s, '');
    const isOther = path.at(-1) === 'lastSeenSeconds' && found === undefined;
    const hint = isOther ? '; a snapshot of AstraWeave is read by fromAstraWeave' : '';
    return { path: jsonPath(path), problem: `${expectation}, but found ${found === undefined ? 'nothing' : shortValue(found)}${hint}` };
  });
}

/** A path as in `$.enemies[0].pos.x`; keys that are no plain words are quoted and shortened. */
export function jsonPath(path: readonly PropertyKey[]): string {
  let text = '$';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z_]\w{0,63}$/.test(String(part))) text += `.${String(part)}`;
    else text += `[${shortValue(String(part))}]`;
  }
  return text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
