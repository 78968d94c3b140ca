import type { Account } from '../steps/account.ts';
import { plainName } from '../steps/plain-name.ts';
import type { ToolShape } from '../steps/tool-shape.ts';
import { cellOf, isAxis, repeatsAxis } from './cell.ts';
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
 * Puts keys that the tool does not have where they can only belong: `target` with a number is `target_id`, a position is
 * the `x` and `y` of a tool that has both, a loose `x` and `y` are the only position of a tool that has one. Where
 * something else stands there already, the account has a conflict.
 *
 * @returns The strangers that have no place.
 */
export function placeStrangers(strangers: readonly Stranger[], gathered: Record<string, unknown>, shape: ToolShape, path: string, account: Account): readonly Stranger[] {
  if (strangers.length === 0 || strangers.length > mostStrangers) return strangers;
  const put = (name: string, value: unknown) => {
    if (Object.hasOwn(gathered, name) && !isSame(gathered[name], value)) account.conflict ??= `${path}.${name}`;
    gathered[name] = value;
  };
  const rest = strangers.filter(([key, value]) => {
    const name = shape.byPlainName.get(`${plainName(key)}id`);
    if (name === undefined || numberOf(value) === undefined) return true;
    put(name, value);
    account.repaired('argument-name', `${path}.${name}`);
    return false;
  });
  const used = placeCells(rest, put, shape, path, account);
  return rest.filter((stranger) => !used.includes(stranger));
}

/** Returns the strangers that were used. */
function placeCells(strangers: readonly Stranger[], put: (name: string, value: unknown) => void, shape: ToolShape, path: string, account: Account): readonly Stranger[] {
  const { hasOwnCell, cellArgument } = shape;
  const cells = strangers.filter(([key, value]) => cellKeys.has(plainName(key)) && cellOf(value) !== undefined);
  if (hasOwnCell) {
    for (const [key, value] of cells) {
      if (repeatsAxis(value)) account.conflict ??= `${path}.${key}`;
      for (const [axis, number] of Object.entries(cellOf(value) ?? {})) put(axis, number);
      account.repaired('position', path);
    }
    return cells;
  }
  if (cellArgument === undefined) return [];
  for (const [, value] of cells) {
    put(cellArgument, value);
    account.repaired('argument-name', `${path}.${cellArgument}`);
  }
  const axes = strangers.filter(([key]) => isAxis(key));
  const loose = cellOf(Object.fromEntries(axes));
  if (loose === undefined) return cells;
  if (axes.length > 2) account.conflict ??= `${path}.${cellArgument}`;
  put(cellArgument, loose);
  account.repaired('position', `${path}.${cellArgument}`);
  return [...cells, ...axes];
}

/** Whether two values say the same about an argument, as far as it is a number or a position. */
function isSame(one: unknown, other: unknown): boolean {
  const [plainOne, plainOther] = [one, other].map((value) => numberOf(value) ?? cellOf(value) ?? value);
  return JSON.stringify(plainOne) === JSON.stringify(plainOther);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : asNumber(value);
}
