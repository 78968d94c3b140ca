import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOfMarkdown, blocksOfSource } from './code-blocks.ts';
import type { ExampleOwner } from './example-problems.ts';

/** The examples of a package: those of its README, then those of the JSDoc of its source, tests left out. */
export function examplesOfPackage(path: string): ExampleOwner {
  const sources = readdirSync(join(path, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test(?:-d)?\.ts$/.test(file))
    .toSorted()
    .map((file) => join(path, 'src', file));
  return { path, blocks: [...readmeBlocks(path), ...sources.flatMap((file) => blocksOfSource(file, readFileSync(file, 'utf8')))] };
}

/** The examples of the workspace itself: those of its README, then those of the pages in `docs/`. */
export function examplesOfWorkspace(path: string): ExampleOwner {
  const docs = join(path, 'docs');
  const pages = readdirSync(docs).filter((file) => file.endsWith('.md')).toSorted();
  return { path, blocks: [...readmeBlocks(path), ...pages.flatMap((page) => pageBlocks(join(docs, page)))] };
}

/** The examples in the README of a folder, none when it has no README. */
export function readmeBlocks(path: string): ExampleOwner['blocks'] {
  const readme = join(path, 'README.md');
  return existsSync(readme) ? pageBlocks(readme) : [];
}

/** The examples of one Markdown file. */
export function pageBlocks(file: string): ExampleOwner['blocks'] {
  return blocksOfMarkdown(file, readFileSync(file, 'utf8'));
}
