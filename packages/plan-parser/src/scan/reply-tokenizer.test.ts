import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplyTokenizer } from './reply-tokenizer.ts';
import { TextTape } from './text-tape.ts';
import type { TokenSink } from './token-sink.ts';

/** Writes down every token; brackets count, whether or not they fit. */
class Transcript implements TokenSink {
  readonly tokens: string[] = [];
  readonly isDone = false;
  #depth = 0;
  readonly #tape: TextTape;
  constructor(tape: TextTape) {
    this.#tape = tape;
  }
  get isOpen(): boolean {
    return this.#depth > 0;
  }
  open(isObject: boolean): void {
    this.#depth += 1;
    this.tokens.push(isObject ? '{' : '[');
  }
  close(isObject: boolean): void {
    this.#depth = Math.max(0, this.#depth - 1);
    this.tokens.push(isObject ? '}' : ']');
  }
  comma(): void {
    this.tokens.push(',');
  }
  colon(): void {
    this.tokens.push(':');
  }
  text(from: number, to: number): void {
    this.tokens.push(`text(${this.#tape.slice(from, to)})`);
  }
  cutText(from: number, to: number): void {
    this.tokens.push(`cut(${this.#tape.slice(from, to)})`);
  }
  word(from: number, to: number): void {
    this.tokens.push(`word(${this.#tape.slice(from, to)})`);
  }
  prose(at: number): void {
    this.tokens.push(`prose(${this.#tape.slice(at, at + 1)})`);
  }
  fence(): void {
    this.tokens.push('fence');
  }
  markup(): void {
    this.tokens.push('markup');
  }
  restart(): void {
    this.tokens.push('restart');
    this.#depth = 0;
  }
  cut(): void {
    this.tokens.push('cut');
    this.#depth = 0;
  }
  mended(): void {
    this.tokens.push('mended');
  }
}

function tokens(text: string, size = text.length): string {
  const tape = new TextTape();
  const sink = new Transcript(tape);
  const tokenizer = new ReplyTokenizer(sink, tape, true);
  for (let from = 0; from < text.length; from += size) {
    const chunk = text.slice(from, from + size);
    tape.append(chunk);
    tokenizer.push(chunk);
  }
  tokenizer.end();
  return sink.tokens.join(' ');
}

describe('ReplyTokenizer', () => {
  it.each([
    ['{"a":1,"b":[true]}', '{ text(a) : word(1) , text(b) : [ word(true) ] }'],
    ['ok {}', 'prose(o) prose(k) { }'],
    ['```json\n{}\n```', 'fence { } fence'],
    ['{"a":"x\\"y\\\\"}', '{ text(a) : text(x\\"y\\\\) }'],
    ["{'a':'it''s'}", "{ text(a) : text(it) text(s) }"],
    ["{'a':'don't'}", "{ text(a) : mended text(don't) }"],
    ['{“a”:“b”}', '{ text(a) : text(b) }'],
    ['{\\"a\\":\\"x\\\\\\"y\\"}', '{ text(a) : text(x\\\\\\"y) }'],
    ['{a: b c}', '{ word(a) : word(b) word(c) }'],
    ['{"a":"say "hi" now"}', '{ text(a) : mended mended text(say "hi" now) }'],
    ['{"a":"b, "c":1}', '{ text(a) : mended text(b) , text(c) : word(1) }'],
    ['{"a":"b}, {"c":1}', '{ text(a) : mended text(b) } , { text(c) : word(1) }'],
    ['{"a":b","c":1}', '{ text(a) : word(b) mended text() , text(c) : word(1) }'],
    ["{'\n\"a\":1}", '{ mended text(a) : word(1) }'],
    ['{1 // {"\n, /* ] */ 2 # }\n}', '{ word(1) , word(2) }'],
    ['<think>{"a"</think>{}', 'markup { }'],
    ['a</think>{}', 'prose(a) markup restart { }'],
    ['{<b>1</b>}', '{ markup word(1) markup }'],
    ['1 < 2 {}', 'prose(1) prose(<) prose(2) { }'],
    ['<|channel|>analysis<|message|>{<|end|><|start|>assistant<|channel|>final<|message|>{}', 'markup { }'],
    ['{"a":"b', '{ text(a) : cut(b) cut'],
    ['{"a":"b"', '{ text(a) : text(b) cut'],
    ['[1, 2```', '[ word(1) , word(2) fence cut'],
  ])('reads %j', (text, expected) => {
    expect(tokens(text)).toBe(expected);
    for (let size = 1; size < text.length; size += 1) expect(tokens(text, size)).toBe(expected);
  });

  it('gives the same tokens for any text in any pieces', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', "'", ',', ':', '\\', 'a', '1', ' ', '\n', '`', '```', '<', '>', '<think>', '</think>', '/', '*', '#', '“', '😀');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (pieces, size) => {
        const text = pieces.join('');
        expect(tokens(text, size)).toBe(tokens(text));
      }),
      { numRuns: 1000 },
    );
  });
});
