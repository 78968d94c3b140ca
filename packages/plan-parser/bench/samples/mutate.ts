import type { Random } from '@planweave/core-types';

/** Pieces that break readers, from brackets and quotes to the names that JavaScript keeps for itself. */
const pieces = [
  '{', '}', '[', ']', '"', "'", ',', ':', '\\', '\\"', '{{', '}}', '```', '```json\n', '<think>', '</think>', '<|channel|>', '<|message|>', 'final', '//', '/*', '*/', '#',
  '\n', '  ', '“', '”', '\u00A0', '\uFEFF', '😀', '\uD83D', '\\u00', '\\ud83d', '"steps":', '"act":', '"plan":[', '"args":{', '"__proto__":', '"constructor":{"prototype":', '"toString"',
  'null', 'true', 'None', 'NaN', '1e999', '-0', '0.5', '00012', '"12"', '[1,2]', '{"act":"Reload"}', '{"act":"Scan","radius":5},', '{"steps":[{"act":"Block"}]}', 'Error: ', '"error":"x",',
  '"response":"', '"content":"', '"id":7,', '<tool_call>', '...', ';', '=', '(', ')', '1. ', 'Sure! ', '[sic]', '{x}',
]; // prettier-ignore

/** A reply with one to four random changes, the same for the same source of chance. */
export function mutate(reply: string, others: readonly string[], random: Random): string {
  let text = reply;
  for (let count = 1 + below(4, random); count > 0; count -= 1) text = mutateOnce(text, others, random).slice(0, 6000);
  return text;
}

function mutateOnce(text: string, others: readonly string[], random: Random): string {
  const at = below(text.length + 1, random);
  const to = Math.min(text.length, at + 1 + below(12, random));
  const other = pick(others, random);
  switch (below(13, random)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + text.slice(at, to).repeat(2) + text.slice(to);
    case 2:
    case 3:
      return text.slice(0, at) + pick(pieces, random) + text.slice(at);
    case 4:
      return text.slice(0, at) + pick(pieces, random) + text.slice(to);
    case 5:
      return text.slice(0, at);
    case 6:
      return text.slice(at);
    case 7:
      return text.slice(0, at) + other.slice(below(other.length + 1, random));
    case 8:
      return JSON.stringify({ [pick(['response', 'content', 'steps', 'text', 'x'], random)]: text });
    case 9:
      return swapQuotes(text, at, to);
    case 10:
      return text.slice(0, at) + String.fromCharCode(below(0x1_00_00, random)) + text.slice(at + 1);
    case 11:
      return `${text}\n${other}`;
    default:
      return text.slice(0, at) + text.slice(at, to).toUpperCase() + text.slice(to);
  }
}

function swapQuotes(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(from, to).replaceAll(/["']/g, (quote) => (quote === '"' ? "'" : '')) + text.slice(to);
}

function below(limit: number, random: Random): number {
  return Math.floor(random.next() * limit);
}

function pick(items: readonly string[], random: Random): string {
  return items[below(items.length, random)] ?? '';
}
