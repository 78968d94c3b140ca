import ts from 'typescript';

const assertion = '__deepStrictEqual';

/**
 * An example as a program that checks itself: the expression before each `//=> value`, on the same line or on the line
 * above, is compared with that value by `deepStrictEqual`. Lines keep their numbers.
 *
 * @throws `SyntaxError` when no expression or constant stands before a claim, with its line in `line`.
 */
export function assertClaims(code: string): string {
  const source = ts.createSourceFile('example.mts', code, ts.ScriptTarget.ESNext, true);
  const edits = [...code.matchAll(/\/\/=>(.*)$/gm)].flatMap((claim) => {
    const statement = statementBefore(source, claim.index);
    if (statement === undefined) throw claimError(code, claim.index);
    const compareWith = `(${(claim[1] ?? '').trim()}))`;
    return ts.isExpressionStatement(statement)
      ? [
          { at: statement.expression.getStart(source), text: `${assertion}((` },
          { at: statement.expression.getEnd(), text: `), ${compareWith}` },
        ]
      : [{ at: statement.getEnd(), text: ` ${assertion}(${statement.declarationList.declarations[0]?.name.getText(source)}, ${compareWith};` }];
  });
  const program = edits.toReversed().reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), code);
  return edits.length === 0 ? program : `import { deepStrictEqual as ${assertion} } from 'node:assert'; ${program}`;
}

/** The innermost expression or single constant that ends right before a position. */
function statementBefore(source: ts.SourceFile, position: number): ts.ExpressionStatement | ts.VariableStatement | undefined {
  let found: ts.ExpressionStatement | ts.VariableStatement | undefined;
  const visit = (node: ts.Node) => {
    const isClaimable = ts.isExpressionStatement(node) || (ts.isVariableStatement(node) && node.declarationList.declarations.length === 1);
    if (isClaimable && node.getEnd() <= position && source.text.slice(node.getEnd(), position).trim() === '') found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function claimError(code: string, position: number): Error {
  const line = code.slice(0, position).split('\n').length;
  return Object.assign(new SyntaxError(`"${code.slice(position).split('\n')[0]}" stands behind no expression that ends there`), { line });
}
