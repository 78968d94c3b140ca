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

/** The examples in the README of a folder, none when it has no README. */
export function readmeBlocks(path: string): ExampleOwner['blocks'] {
  const readme = join(path, 'README.md');
  return existsSync(readme) ? blocksOfMarkdown(readme, readFileSync(readme, 'utf8')) : [];
}
