import { isRecord } from './is-record.ts';

/** The object or list that a text is as strict JSON; `undefined` for anything else. Looks before it parses, because a failing parse is slow. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | readonly unknown[] | undefined {
  if (!/^\s{0,32}[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
