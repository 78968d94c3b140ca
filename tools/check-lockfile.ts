/** Fails when package-lock.json would not install on every platform, or ties the project to one registry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockfileProblems, type Lockfile } from './src/lockfile/lockfile-problems.ts';
import { workspaceRoot } from './src/workspace/packages.ts';

const lockfile = JSON.parse(readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8')) as Lockfile;
const problems = lockfileProblems(lockfile);
for (const problem of problems) console.error(problem);
console.log(`package-lock.json: ${Object.keys(lockfile.packages).length} entries, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
