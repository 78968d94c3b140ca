import type { ToolRegistry } from '@planweave/core-types';
import { isActKey, isVagueActKey, resolveTool } from '../steps/find-act.ts';
import { plainName } from '../steps/plain-name.ts';
import type { Frame } from './frame.ts';
import type { Harvest } from './harvest.ts';
import { isContentKey } from './key-roles.ts';
import { literalOf } from './literal-of.ts';
import type { TextTape } from './text-tape.ts';

/** The longest key that means anything, and the longest text beside the steps that is looked at. */
const longestKey = 64;
const longestNote = 4096;

/** A key of an object. Keys of steps are read with the step. */
export function takeKey(frame: Frame, from: number, to: number, tape: TextTape, registry: ToolRegistry): void {
  if (frame.role === 'inside' || frame.role === 'step') return;
  const key = contentOf(tape, from, Math.min(to, from + longestKey));
  frame.key = plainName(key);
  if (frame.role !== 'maybe-step') return;
  if (isActKey(frame.key) && !isVagueActKey(frame.key)) frame.namesAct = true;
  // {"MoveTo": {"x": 12, "y": 8}}
  else if (frame.commaAt < 0 && resolveTool(key, registry) !== undefined) frame.namesAct = true;
}

/** True for a key under which a step names its tool. */
export function namesAct(from: number, to: number, tape: TextTape, registry: ToolRegistry): boolean {
  const key = contentOf(tape, from, Math.min(to, from + longestKey));
  return isActKey(plainName(key)) || resolveTool(key, registry) !== undefined;
}

/** A quoted value of an object. */
export function takeText(frame: Frame, from: number, to: number, tape: TextTape, registry: ToolRegistry, harvest: Harvest): void {
  if (frame.role === 'inside' || frame.role === 'step' || frame.key === undefined) return;
  const content = contentOf(tape, from, Math.min(to, from + longestNote));
  frame.notes.take(frame.key, content);
  noteAct(frame, content, registry);
  if (frame.key === 'error' && content !== '') frame.isError = true;
  if (isContentKey(frame.key) && to - from > 1) harvest.takeContent({ from, to, isCut: false });
}

/** A value without quotes of an object. */
export function takeWord(frame: Frame, from: number, to: number, tape: TextTape, registry: ToolRegistry): void {
  if (frame.role === 'inside' || frame.role === 'step' || frame.key === undefined) return;
  const word = tape.slice(from, Math.min(to, from + longestKey));
  const literal = literalOf(word);
  frame.notes.take(frame.key, literal === undefined ? word : literal);
  noteAct(frame, word, registry);
  if (frame.key === 'error' && literal !== null && literal !== false) frame.isError = true;
}

function noteAct(frame: Frame, name: string, registry: ToolRegistry): void {
  if (frame.key === undefined || !isActKey(frame.key) || resolveTool(name, registry) === undefined) return;
  if (!isVagueActKey(frame.key)) frame.namesTool = true;
  else if (frame.role === 'maybe-step') frame.namesAct = true;
}

/** The content of a quoted text, with its escapes resolved where they are right. */
export function contentOf(tape: TextTape, from: number, to: number): string {
  const raw = tape.slice(from, to);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
