import { isRecord } from '../json/is-record.ts';
import { parseObject } from '../json/parse-object.ts';
import { pathTo } from '../result/quoted-name.ts';
import type { Account } from '../steps/account.ts';
import { plainName } from '../steps/plain-name.ts';
import type { ToolShape } from '../steps/tool-shape.ts';
import { asCell } from './cell.ts';
import { placeStrangers, type Stranger } from './place-strangers.ts';

/** Keys under which models put the arguments together, in plain form. */
const bagKeys: ReadonlySet<string> = new Set(['args', 'arguments', 'parameters', 'params', 'input', 'kwargs', 'toolinput', 'actioninput']);

/**
 * The arguments of a step side by side under the names that the tool gives them, whether the model wrote them flat, in
 * a bag such as `args`, or with a position where the tool has two numbers (or the other way round). Values are not
 * looked into; keys that mean nothing to the tool are left out with a warning, and where two keys say different things
 * about one argument the account has a conflict.
 */
export function gatherArguments(step: Readonly<Record<string, unknown>>, actKey: string | undefined, shape: ToolShape, path: string, account: Account): Record<string, unknown> {
  const gathered: Record<string, unknown> = {};
  const strangers: Stranger[] = [];
  const put = (name: string, value: unknown) => {
    if (Object.hasOwn(gathered, name) && JSON.stringify(gathered[name]) !== JSON.stringify(value)) account.conflict ??= `${path}.${name}`;
    gathered[name] = value;
  };
  const take = (entries: Readonly<Record<string, unknown>>, isBag: boolean) => {
    for (const [key, value] of Object.entries(entries)) {
      if (key === actKey && !isBag) continue;
      const name = shape.properties.has(key) ? key : shape.byPlainName.get(plainName(key));
      if (name !== undefined) {
        if (name !== key) account.repaired('argument-name', `${path}.${name}`);
        put(name, value);
      } else if (!isBag && bagKeys.has(plainName(key)) && takeBag(value)) {
        account.repaired('nested-arguments', path);
      } else {
        strangers.push([key, value]);
      }
    }
  };
  const takeBag = (bag: unknown): boolean => {
    const content = typeof bag === 'string' ? (parseObject(bag) ?? bag) : bag;
    if (isRecord(content)) take(content, true);
    else if (!isNothing(content)) return takeLoose(content, shape, put);
    return true;
  };
  take(step, false);
  for (const [key] of placeStrangers(strangers, gathered, shape, path, account)) account.ignoredKey(pathTo(path, key));
  return gathered;
}

function isNothing(content: unknown): boolean {
  return content === null || content === '' || (Array.isArray(content) && content.length === 0);
}

/** `"args": [12, 8]` for a tool with `x` and `y`, `"args": 99` or `[99]` for a tool with one argument. */
function takeLoose(content: unknown, shape: ToolShape, put: (name: string, value: unknown) => void): boolean {
  const cell = shape.hasOwnCell ? asCell(content) : undefined;
  const [only, ...others] = shape.properties.keys();
  if (cell !== undefined) {
    put('x', cell.x);
    put('y', cell.y);
  } else if (only !== undefined && others.length === 0) {
    put(only, content);
  } else {
    return false;
  }
  return true;
}
