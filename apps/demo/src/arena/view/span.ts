/** What a piece of text looks like; each way of showing a frame has its own colours for these. */
export type Ink = 'plain' | 'faint' | 'strong' | 'rock' | 'captain' | 'ours' | 'foe' | 'shot' | 'goal' | 'good' | 'poor' | 'bad' | 'llm' | 'cache' | 'fallback';

/** Text in one ink. */
export interface Span {
  readonly text: string;
  readonly ink: Ink;
}

/** One line of a frame. */
export type Line = readonly Span[];

/** A piece of text. */
export function span(text: string, ink: Ink = 'plain'): Span {
  return { text, ink };
}

/** The line at exactly so many columns: cut, or filled with blanks. Every character takes one column. */
export function fit(line: Line, columns: number): Line {
  const fitted: Span[] = [];
  let left = columns;
  for (const { text, ink } of line) {
    const shown = oneColumnEach(text).slice(0, left);
    if (shown !== '') fitted.push({ text: shown, ink });
    left -= shown.length;
  }
  return left > 0 ? [...fitted, span(' '.repeat(left))] : fitted;
}

/** The characters of a line without their looks. */
export function plainText(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Models and servers write names of their own; what is not known to take one column becomes a question mark. */
function oneColumnEach(text: string): string {
  return text.replaceAll(/[^\x20-\x7E·─│■□▪×]/gu, '?');
}
