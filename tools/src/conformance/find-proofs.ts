import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A test, or a case of a contract suite, whose name begins with the ids of what it proves. */
export interface Proof {
  readonly ids: readonly string[];
  /** The rest of its name. */
  readonly title: string;
  /** Relative to the root of the workspace. */
  readonly file: string;
}

/** Every proof in the tests and the contract suites below the given folders of a workspace, in order of file and line. */
export function findProofs(root: string, folders: readonly string[] = ['packages', 'apps', 'tools']): Proof[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?:\.test|\/contracts\/[^/]+)\.ts$/.test(file) && !file.includes('node_modules/'))
      .toSorted()
      .flatMap((file) => proofsOf(`${folder}/${file}`, readFileSync(join(root, folder, file), 'utf8'))),
  );
}

/** The proofs in one file. */
export function proofsOf(file: string, text: string): Proof[] {
  const proofs: Proof[] = [];
  const visit = (node: ts.Node) => {
    if (isSkipped(node)) return;
    const name = testName(node);
    const [, ids, title] = (name === undefined ? undefined : /^([A-Z]\d+(?:, [A-Z]\d+)*): (.*)$/s.exec(name)) ?? [];
    if (ids !== undefined && title !== undefined && /[TV]/.test(ids)) proofs.push({ ids: ids.split(', '), title, file });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true));
  return proofs;
}

/** Cases that are only named, to say that they are not run here. */
function isSkipped(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return /(?:^elsewhere|\.(?:skip|todo))$/.test(node.expression.getText());
  return (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.name.getText() === 'skip';
}

/** The name of the test that a node gives: as the title of a call, as a row of its table, or as the key of a case. */
function testName(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.name)) return node.name.text;
  if (!ts.isStringLiteralLike(node)) return undefined;
  if (isTitle(node)) return node.text.includes('%s: ') ? undefined : node.text;
  const row = ts.isArrayLiteralExpression(node.parent) && node.parent.elements[0] === node ? node.parent.parent : undefined;
  const table = row === undefined ? undefined : callAround(row);
  const call = table?.parent;
  if (table === undefined || call === undefined || !table.expression.getText().endsWith('.each') || !ts.isCallExpression(call)) return undefined;
  const [title] = call.arguments;
  const shown = title !== undefined && ts.isStringLiteralLike(title) ? /^(.*?)%s(.*)$/s.exec(title.text) : null;
  return shown === null ? undefined : `${node.text}${(shown[2] ?? '').startsWith(': ') ? shown[2] : ''}`;
}

function isTitle(node: ts.StringLiteralLike): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && call.arguments[0] === node && /^(?:it|test|describe)\b/.test(call.expression.getText());
}

/** The call, `it.each(…)`, whose table a node is, or is part of through lists and assertions (`as const`) only. */
function callAround(node: ts.Node): ts.CallExpression | undefined {
  let at = node;
  while (ts.isArrayLiteralExpression(at) || ts.isAsExpression(at)) at = at.parent;
  return ts.isCallExpression(at) ? at : undefined;
}
