import type { Ink, Line } from './span.ts';

/** The colours of a dark terminal. */
const colours: Readonly<Record<Ink, string>> = {
  plain: '#c9d1d9',
  faint: '#6e7681',
  strong: '#ffffff',
  rock: '#8b949e',
  captain: '#f2cc60',
  ours: '#56d364',
  foe: '#ff7b72',
  shot: '#f2cc60',
  goal: '#76e3ea',
  good: '#3fb950',
  poor: '#d29922',
  bad: '#f85149',
  llm: '#d2a8ff',
  cache: '#79c0ff',
  fallback: '#d29922',
};
const ground = '#0d1117';

const columnWidth = 8.4;
const rowHeight = 18;
const margin = 12;

/** A frame as a picture: one text a line, one span an ink, on the grid of a terminal. */
export function svgPicture(lines: readonly Line[], title: string): string {
  const columns = Math.max(...lines.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * columnWidth + 2 * margin);
  const height = lines.length * rowHeight + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...lines.flatMap(svgLine),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Each span has its own place and width, so that columns stand under one another in any font. */
function svgLine(line: Line, row: number): readonly string[] {
  const y = margin + row * rowHeight + 13;
  let column = 0;
  return line.flatMap(({ text, ink }) => {
    const start = column + (text.length - text.trimStart().length);
    column += text.length;
    const shown = text.trim();
    if (shown === '') return [];
    const weight = ink === 'strong' || ink === 'captain' || ink === 'ours' || ink === 'foe' ? ' font-weight="bold"' : '';
    const width = tidy(shown.length * columnWidth);
    return [`<text x="${tidy(margin + start * columnWidth)}" y="${y}" textLength="${width}" fill="${colours[ink]}"${weight}>${escaped(shown)}</text>`];
  });
}

function tidy(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
