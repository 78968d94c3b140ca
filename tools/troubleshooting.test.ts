import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSayable, textsOfSource } from './src/messages/source-texts.ts';
import { readPackages, workspaceRoot } from './src/workspace/packages.ts';

const page = readFileSync(join(workspaceRoot, 'docs/troubleshooting.md'), 'utf8');
const { errorCodes } = (await import(join(workspaceRoot, 'packages/core-types/src/index.ts'))) as { readonly errorCodes: Readonly<Record<string, string>> };

const texts = readPackages().flatMap(({ path }) =>
  readdirSync(join(path, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .flatMap((file) => textsOfSource(readFileSync(join(path, 'src', file), 'utf8'))),
);
const isSayable = createSayable(texts);
const quotes = [...page.matchAll(/^> `(.+)`$/gm)].map(([, quote = '']) => quote);

describe('docs/troubleshooting.md', () => {
  it('has an entry for every error code, and for nothing else', () => {
    const entries = [...page.matchAll(/^### (PLANWEAVE_\w+)$/gm)].map(([, code = '']) => code);
    expect(new Set(entries)).toEqual(new Set(Object.keys(errorCodes)));
    expect(entries).toHaveLength(Object.keys(errorCodes).length);
  });

  it.each(quotes)('quotes what the toolkit says: %s', (quote) => {
    expect(isSayable(quote)).toBe(true);
  });

  it.each(['No Ollama server at … (connection refused); start it with: ollama server', 'Model "…" is not there on …; run: ollama pull …', 'ran out of luck'])('would find a message that nobody writes: %s', (quote) => {
    expect(isSayable(quote)).toBe(false);
  });

  it('quotes many', () => {
    expect(quotes.length).toBeGreaterThan(40);
  });
});
