import type { Account } from '../steps/account.ts';
import { plainName } from '../steps/plain-name.ts';
import type { ToolShape } from '../steps/tool-shape.ts';
import { asCell, hasCoordinates } from './cell.ts';
import { asNumber } from './scalar.ts';

/** A key of a step that the tool does not have, with its value. */
export type Stranger = readonly [key: string, value: unknown];

/** More strangers than this are noise, and are not looked through. */
const mostStrangers = 32;

/** Keys under which models put a position, in plain form. Where something comes from is not among them. */
const cellKeys: ReadonlySet<string> = new Set(
  'position pos location coordinates coordinate coords coord cell point target targetposition destination to xy'.split(' '),
);

/**
 * Puts keys that the tool does not have where they can only belong: `target` with a number is `target_id`, one position
 * is the `x` and `y` of a tool that misses both, a loose `x` and `y` are the only position of a tool that misses it.
 *
 * @returns The strangers that have no place.
 */
export function placeStrangers(strangers: readonly Stranger[], gathered: Record<string, unknown>, shape: ToolShape, path: string, account: Account): readonly Stranger[] {
  if (strangers.length === 0 || strangers.length > mostStrangers) return strangers;
  const rest = strangers.filter((stranger) => !isPlacedAsId(stranger, gathered, shape, path, account));
  const used = placeCell(rest, gathered, shape, path, account);
  return rest.filter((stranger) => !used.includes(stranger));
}

function isPlacedAsId([key, value]: Stranger, gathered: Record<string, unknown>, shape: ToolShape, path: string, account: Account): boolean {
  const name = shape.byPlainName.get(`${plainName(key)}id`);
  if (name === undefined || Object.hasOwn(gathered, name)) return false;
  if (!Number.isInteger(value) && asNumber(value) === undefined) return false;
  gathered[name] = value;
  account.repaired('argument-name', `${path}.${name}`);
  return true;
}

/** Returns the strangers that were used. */
function placeCell(strangers: readonly Stranger[], gathered: Record<string, unknown>, shape: ToolShape, path: string, account: Account): readonly Stranger[] {
  const { cellArgument } = shape;
  const cells = strangers.filter(([key, value]) => cellKeys.has(plainName(key)) && (asCell(value) !== undefined || hasCoordinates(value)));
  const [cell] = cells;
  if (shape.hasOwnCell) {
    if (cell === undefined || cells.length > 1 || Object.hasOwn(gathered, 'x') || Object.hasOwn(gathered, 'y')) return [];
    const position = asCell(cell[1]) ?? withLowerCaseKeys(cell[1]);
    gathered['x'] = position['x'];
    gathered['y'] = position['y'];
    account.repaired('position', path);
    return [cell];
  }
  if (cellArgument === undefined || Object.hasOwn(gathered, cellArgument)) return [];
  const [x, y] = ['x', 'y'].map((name) => strangers.find(([key]) => key.toLowerCase() === name));
  if (cell !== undefined && cells.length === 1 && x === undefined && y === undefined) {
    gathered[cellArgument] = cell[1];
    account.repaired('argument-name', `${path}.${cellArgument}`);
    return [cell];
  }
  if (cell !== undefined || x === undefined || y === undefined) return [];
  gathered[cellArgument] = { x: x[1], y: y[1] };
  account.repaired('position', `${path}.${cellArgument}`);
  return [x, y];
}

function withLowerCaseKeys(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value as object).map(([key, part]) => [key.toLowerCase(), part]));
}
