import { character } from './characters.ts';
import type { TextTape } from './text-tape.ts';

const reasoningNames: ReadonlySet<string> = new Set('think thinking thought thoughts reasoning reason reflection scratchpad analysis'.split(' '));

/** The longest tag that is looked at. */
const longestTag = 24;

/**
 * What became of a `<`.
 *
 * - `pending`: more characters belong to it.
 * - `no-tag`: it was no tag; the current character does not belong to it.
 * - `passed`: a tag, or a whole block of reasoning, ends with the current character.
 * - `restart`: the same, and it was the end of reasoning whose beginning was not marked.
 */
export type MarkupOutcome = 'pending' | 'no-tag' | 'passed' | 'restart';

/**
 * Reads tags and passes over reasoning: `<think>…</think>` and its many names, and the channels of gpt-oss,
 * `<|channel|>analysis<|message|>…<|channel|>final<|message|>`.
 */
export class MarkupReader {
  /** Where the block of reasoning began that is being passed over. */
  openReasoning: number | undefined;
  readonly #tape: TextTape;
  readonly #passesReasoning: boolean;
  #tag: string | undefined;
  #tagAt = 0;
  #isChannel = false;

  constructor(tape: TextTape, passesReasoning: boolean) {
    this.#tape = tape;
    this.#passesReasoning = passesReasoning;
  }

  /** A `<` was read. */
  begin(at: number): void {
    this.#tag = '';
    this.#tagAt = at;
  }

  take(code: number, at: number): MarkupOutcome {
    if (this.#tag === undefined) {
      if (code === character.less) this.begin(at);
      return 'pending';
    }
    if (isTagCharacter(code) && this.#tag.length < longestTag) {
      this.#tag += String.fromCharCode(code);
      return 'pending';
    }
    const tag = this.#tag.trim().toLowerCase();
    this.#tag = undefined;
    const isTag = code === character.greater && tag !== '';
    if (this.openReasoning !== undefined) return this.#takeInReasoning(isTag ? tag : '', code, at);
    if (!isTag) return 'no-tag';
    if (!this.#passesReasoning) return 'passed';
    this.#isChannel = tag === '|channel|';
    if (this.#isChannel || opensReasoning(tag)) {
      this.openReasoning = at + 1;
      return 'pending';
    }
    return closesReasoning(tag) ? 'restart' : 'passed';
  }

  #takeInReasoning(tag: string, code: number, at: number): MarkupOutcome {
    const from = this.openReasoning ?? at;
    // `<<think>`: the second one may begin a tag
    if (tag === '' && code === character.less) this.begin(at);
    if (this.#isChannel && tag === '|channel|') this.openReasoning = at + 1;
    const isOver = this.#isChannel ? tag === '|message|' && !/analysis|commentary/i.test(this.#tape.slice(from, Math.min(this.#tagAt, from + 64))) : closesReasoning(tag);
    if (!isOver) return 'pending';
    this.openReasoning = undefined;
    return 'passed';
  }
}

function opensReasoning(tag: string): boolean {
  return reasoningNames.has(tag) || tag === '|begin_of_thought|';
}

function closesReasoning(tag: string): boolean {
  return (tag.startsWith('/') && reasoningNames.has(tag.slice(1).trim())) || tag === '|end_of_thought|';
}

/** Letters, and what else stands in the names of tags. */
function isTagCharacter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code === 0x7c || code === 0x2f || code === 0x20 || code === 0x2d;
}
