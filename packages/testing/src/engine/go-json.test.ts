import { describe, expect, it } from 'vitest';
import { goJson } from './go-json.ts';

describe('goJson', () => {
  it('escapes what Go escapes for HTML, and nothing else', () => {
    expect(goJson({ content: '<a href="x">&</a> é 🙂' })).toBe(String.raw`{"content":"\u003ca href=\"x\"\u003e\u0026\u003c/a\u003e é 🙂"}`);
    expect(goJson('a\u2028b\u2029c')).toBe(String.raw`"a\u2028b\u2029c"`);
  });

  it('writes half a character as U+FFFD and leaves whole ones alone', () => {
    expect(goJson('x\ud83dy')).toBe('"x\ufffdy"');
    expect(goJson('🙂')).toBe('"🙂"');
  });
});
