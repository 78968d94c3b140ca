import { relative } from 'node:path';
import type { Proof } from './find-proofs.ts';
import { traps, vectors, type Promised } from './promises.ts';

/** What the page is written from. */
export interface ConformanceSources {
  readonly promised?: { readonly traps: readonly Promised[]; readonly vectors: readonly Promised[] };
  readonly proofs: readonly Proof[];
}

/** The list of what must hold, each entry with links to its tests, as Markdown for a file in `docs/`. */
export function conformancePage({ promised = { traps, vectors }, proofs }: ConformanceSources): string {
  const table = (entries: readonly Promised[]) =>
    ['| | what must hold | proven by |', '|---|---|---|', ...entries.map((entry) => `| ${entry.id} | ${entry.what} | ${cell(entry, proofs)} |`)].join('\n');
  const all = [...promised.traps, ...promised.vectors];
  const open = all.filter(({ notBuilt }) => notBuilt !== undefined).length;
  return `# What is proven, and where

<!-- Written by \`npm run conformance\`; do not edit. -->

Each entry has an id, and the names of its tests begin with it. \`npm run conformance\` writes this page from the tests, and
fails when an entry has none; \`npm run conformance -- --check\` fails as well when the page is out of date. Of ${all.length} entries
${all.length - open} are tested; ${open} belong to parts that are not built.

One entry alone: \`npx vitest run -t 'T4:'\` in the folder of a package.

## Traps

Defects that were found in libraries for language models, gateways and caches. Each is pinned by at least one test.

${table(promised.traps)}

## Vectors

Inputs for which the behaviour of the system that Planweave re-implements is known, with what comes out here instead.

${table(promised.vectors)}
`;
}

/** What is wrong with the promises or the proofs themselves, whatever the page says. */
export function conformanceProblems({ promised = { traps, vectors }, proofs }: ConformanceSources): string[] {
  const all = [...promised.traps, ...promised.vectors];
  const isProven = (id: string) => proofs.some(({ ids }) => ids.includes(id));
  const unknown = proofs.flatMap(({ ids, file }) => ids.filter((id) => /^[TV]/.test(id) && all.every((one) => one.id !== id)).map((id) => `${file} names ${id}, which does not exist`));
  return [
    ...all.filter(({ id, notBuilt }) => notBuilt === undefined && !isProven(id)).map(({ id, what }) => `${id} has no test: ${what}`),
    ...all.filter(({ id, notBuilt }) => notBuilt !== undefined && isProven(id)).map(({ id }) => `${id} is said not to be built, but has a test`),
    ...unknown,
  ];
}

function cell({ id, notBuilt }: Promised, proofs: readonly Proof[]): string {
  if (notBuilt !== undefined) return `not built: ${notBuilt}`;
  return proofs.filter(({ ids }) => ids.includes(id)).map(({ title, file }) => `[${escaped(title)}](${relative('docs', file)})`).join('<br>');
}

/** Text that means itself in a cell of a Markdown table. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|[\]<>*_`]/g, String.raw`\$&`).replaceAll('\n', ' ');
}
