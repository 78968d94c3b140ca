import type { Ink, Line } from './span.ts';

const codes: Readonly<Record<Ink, string>> = {
  plain: '0',
  faint: '0;90',
  strong: '0;1',
  rock: '0;90',
  captain: '0;1;93',
  ours: '0;1;92',
  foe: '0;1;91',
  shot: '0;93',
  goal: '0;1;96',
  good: '0;32',
  poor: '0;33',
  bad: '0;31',
  llm: '0;95',
  cache: '0;36',
  fallback: '0;33',
};

/** A line with the colours of a terminal. */
export function ansiLine(line: Line): string {
  return `${line.map(({ text, ink }) => `\u001B[${codes[ink]}m${text}`).join('')}\u001B[0m`;
}
