import type { Tool, ToolRegistry } from '@planweave/core-types';
import { isRecord } from '../json/is-record.ts';
import { plainName } from './plain-name.ts';
import { toolShape } from './tool-shape.ts';

/** Keys under which models name the tool, in plain form, the clearest first. */
const actKeys = ['act', 'action', 'tool', 'function', 'command', 'toolname', 'actionname', 'functionname', 'actiontype', 'skill', 'operation', 'name', 'type'];

const actKeySet: ReadonlySet<string> = new Set(actKeys);

/** Longer names are noise. */
const longestName = 64;

/** Which tool a step names, or why none. */
export type ActFinding =
  /** `fields` hold the arguments, beside `actKey` when there is one. */
  | { readonly kind: 'found'; readonly tool: Tool; readonly name: string; readonly actKey: string | undefined; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] }
  | { readonly kind: 'none' };

/** True for a key, in plain form, under which a model may name the tool. */
export function isActKey(plainKey: string): boolean {
  return actKeySet.has(plainKey);
}

/** True for a key that many other things have as well: what it names is a tool only if it is registered. */
export function isVagueActKey(plainKey: string): boolean {
  return plainKey === 'name' || plainKey === 'type';
}

/** Finds the tool that a step names under any of the usual keys, or as the only key: `{"MoveTo": {"x": 12, "y": 8}}`. */
export function findAct(step: Readonly<Record<string, unknown>>, registry: ToolRegistry, isInner = false): ActFinding {
  const candidates = namesIn(step);
  const known: Extract<ActFinding, { kind: 'found' }>[] = [];
  for (const { key, name } of candidates) {
    const tool = resolveTool(name, registry);
    // {"action": "Use", "type": "Scan"}: a later key may be an argument of the tool that an earlier one names
    if (tool === undefined || (known[0] !== undefined && toolShape(known[0].tool).byPlainName.has(plainName(key)))) continue;
    known.push({ kind: 'found', tool, name, actKey: key, fields: step });
  }
  const [first] = known;
  if (known.some(({ tool }) => tool !== first?.tool)) return { kind: 'ambiguous', names: known.map(({ name }) => name) };
  if (first !== undefined) return first;
  const inner = isInner ? undefined : innerCall(step, registry);
  if (inner !== undefined) return inner;
  return candidates[0] === undefined ? (toolAsKey(step, registry) ?? { kind: 'none' }) : { kind: 'unknown', name: candidates[0].name };
}

/** What models put before a name and a `.`, `:` or `/`, in plain form; before anything else (`cancel:Attack`) it is another name. */
const nameSpace = /^(?=.)(?:default|my)?(?:api|functions?|tools?|actions?|acts?|commands?|skills?|calls?|steps?)?\d{0,3}$/;

/** The tool of that name, with the decoration removed that models put around names: `functions.MoveTo()`. */
export function resolveTool(name: string, registry: ToolRegistry): Tool | undefined {
  // -Attack and !Attack are the opposite of Attack
  if (name.length > longestName || /^\W*[-!~]\w/.test(name)) return undefined;
  const bare = name.trim().replace(/\(\s*\)$/, '').replaceAll(/^[`"'*<]+|[`"'*>.,;!]+$/g, '');
  const separator = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(':'), bare.lastIndexOf('/'));
  const isPath = separator > 0 && bare.slice(0, separator).split(/[.:/]/).every((part) => nameSpace.test(plainName(part)));
  return registry.get(name) ?? registry.get(bare) ?? (isPath ? registry.get(bare.slice(separator + 1)) : undefined);
}

function namesIn(step: Readonly<Record<string, unknown>>): { readonly key: string; readonly name: string }[] {
  const found: { key: string; name: string; rank: number }[] = [];
  for (const [key, name] of Object.entries(step)) {
    const rank = typeof name === 'string' && key.length <= longestName ? actKeys.indexOf(plainName(key)) : -1;
    if (rank >= 0) found.push({ key, name: name as string, rank: key === 'act' ? -1 : rank });
  }
  return found.toSorted((a, b) => a.rank - b.rank);
}

/** `{"type": "function", "function": {"name": "MoveTo", "arguments": {…}}}`, and `{"action": {"name": …}}`. */
function innerCall(step: Readonly<Record<string, unknown>>, registry: ToolRegistry): ActFinding | undefined {
  const calls = Object.entries(step).filter(([key, value]) => isRecord(value) && isActKey(plainName(key)));
  const [call] = calls;
  if (call === undefined || calls.length > 1) return undefined;
  const finding = findAct(call[1] as Readonly<Record<string, unknown>>, registry, true);
  return finding.kind === 'none' ? undefined : finding;
}

function toolAsKey(step: Readonly<Record<string, unknown>>, registry: ToolRegistry): ActFinding | undefined {
  const [key, ...others] = Object.keys(step);
  if (key === undefined || others.length > 0) return undefined;
  const tool = resolveTool(key, registry);
  const content = step[key];
  if (tool === undefined || typeof content === 'boolean') return undefined;
  if (isRecord(content)) return { kind: 'found', tool, name: key, actKey: undefined, fields: content };
  // {"status": "done"} names no tool; {"Attack": 99} does
  if (content !== null && toolShape(tool).properties.size === 0) return undefined;
  return { kind: 'found', tool, name: key, actKey: undefined, fields: { args: content } };
}
