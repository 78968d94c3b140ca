import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { assertClaims } from '../examples/assert-claims.ts';
import { blocksOfMarkdown, type CodeBlock } from '../examples/code-blocks.ts';
import { readmeBlocks } from '../examples/examples-of-package.ts';
import { runtimeDependencies, type WorkspacePackage } from '../workspace/packages.ts';

/** The file with the calls of packages whose README shows them together with others, or with a server. */
const extraCalls = 'tools/package-calls.md';

/**
 * The program that proves that an installed package works: its block in `tools/package-calls.md` when there is one, the
 * first block of its README otherwise.
 *
 * @throws `Error` saying what to write when that block is missing, is not run, or needs more than the package and its own
 * dependencies.
 */
export function realCall({ folder, path, manifest }: WorkspacePackage, root: string): string {
  const own = new Set([manifest.name, ...runtimeDependencies(manifest)]);
  const call = extraCall(folder, root) ?? readmeBlocks(path)[0];
  const foreign = call === undefined ? [] : importedPackages(call.code).filter((name) => !own.has(name));
  if (call === undefined || !call.isRun || foreign.length > 0) {
    const why = call === undefined ? 'has no ts block' : call.isRun ? `needs ${foreign.join(', ')}` : 'begins with a block that is not run';
    throw new Error(`the README of ${folder} ${why}; write a call that needs only the package under "## ${folder}" in ${extraCalls}`);
  }
  return assertClaims(call.code);
}

function extraCall(folder: string, root: string): CodeBlock | undefined {
  const text = readFileSync(join(root, extraCalls), 'utf8');
  const section = text.split(/^## /m).find((part) => part.split('\n', 1)[0]?.trim() === folder);
  return section === undefined ? undefined : blocksOfMarkdown(extraCalls, section)[0];
}

function importedPackages(code: string): string[] {
  return ts.preProcessFile(code).importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => !isBuiltin(name))
    .map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
}

/** The same program for CommonJS, which has no `await` outside functions: imports stay on top, the rest moves into one. */
export function asCommonJs(program: string): string {
  const source = ts.createSourceFile('call.ts', program, ts.ScriptTarget.ESNext, true);
  const imports = source.statements.filter((statement) => ts.isImportDeclaration(statement));
  const rest = source.statements.filter((statement) => !ts.isImportDeclaration(statement));
  const text = (statements: readonly ts.Statement[]) => statements.map((statement) => statement.getFullText(source)).join('');
  return `${text(imports)}\nasync function call(): Promise<void> {${text(rest)}\n}\nvoid call();\n`;
}

/** A program in TypeScript as JavaScript in one of the two module systems. */
export function asJavaScript(program: string, module: 'esm' | 'cjs'): string {
  return ts.transpileModule(program, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: module === 'esm' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      verbatimModuleSyntax: false,
    },
  }).outputText;
}
