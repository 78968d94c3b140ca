import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readPackages, workspaceRoot } from './src/workspace/packages.ts';

const docs = join(workspaceRoot, 'docs');
const pages = [
  ...['README.md', 'CONTRIBUTING.md'].map((file) => join(workspaceRoot, file)),
  ...readPackages().map(({ path }) => join(path, 'README.md')),
  ...readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('api/'))
    .map((file) => join(docs, file)),
];

it('links of pages lead to files that exist', () => {
  const links = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => ({ page, link })));
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(({ page, link }) => !existsSync(join(dirname(page), link)))).toEqual([]);
});

it('pages of docs/ are in the index', () => {
  const index = readFileSync(join(docs, 'README.md'), 'utf8');
  const own = readdirSync(docs).filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(own.filter((file) => !index.includes(`](${file})`))).toEqual([]);
});
