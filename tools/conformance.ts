/**
 * Writes `docs/conformance.md`: what must hold, each entry with its tests. With `--check` nothing is written, and it fails
 * when the page is out of date. Either way it fails when an entry has no test.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage, conformanceProblems } from './src/conformance/conformance-page.ts';
import { findProofs } from './src/conformance/find-proofs.ts';
import { workspaceRoot } from './src/workspace/packages.ts';

const file = join(workspaceRoot, 'docs/conformance.md');
const sources = { proofs: findProofs(workspaceRoot) };
const page = conformancePage(sources);
const problems = conformanceProblems(sources);
if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== page) problems.push('docs/conformance.md is out of date; run: npm run conformance');
} else writeFileSync(file, page);
for (const problem of problems) console.error(problem);
console.log(`${sources.proofs.length} tests named after what they prove, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
