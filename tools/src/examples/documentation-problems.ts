import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Something to mend, at its place. */
export interface PlacedProblem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/**
 * Everything that an index file exports without saying what it is. All exports need prose; functions, classes and
 * constants need an example as well (an error class may lean on its base); each field of an interface of options needs
 * a sentence.
 */
export function documentationProblems(index: string): PlacedProblem[] {
  return parse(index).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return ts.isImportDeclaration(statement) ? [] : [at(statement, 'an index file holds nothing but exports from other files')];
    const { exportClause, moduleSpecifier } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause) || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) {
      return [at(statement, 'an index file exports names one by one, so that a reader sees them')];
    }
    // what another package declares is described there
    if (!moduleSpecifier.text.startsWith('.')) return [];
    return exportClause.elements.flatMap((element) => {
      const name = (element.propertyName ?? element.name).text;
      const declaration = declarationOf(name, join(dirname(index), moduleSpecifier.text));
      return declaration === undefined ? [at(element, `${name} is not declared in ${moduleSpecifier.text}`)] : declarationProblems(name, declaration);
    });
  });
}

function declarationProblems(name: string, declarations: readonly Declaration[]): PlacedProblem[] {
  const [first] = declarations;
  if (first === undefined) return [];
  const docs = declarations.flatMap((declaration) => ts.getJSDocCommentsAndTags(declaration)).filter((doc) => ts.isJSDoc(doc));
  const hasExample = docs.some((doc) => doc.tags?.some((tag) => tag.tagName.text === 'example' && /```ts\b/.test(ts.getTextOfJSDocComment(tag.comment) ?? '')));
  return [
    ...(docs.some(hasProse) ? [] : [at(first, `${name} has no description`)]),
    ...(needsExample(first) && !hasExample ? [at(first, `${name} has no @example with a ts block`)] : []),
    ...(ts.isInterfaceDeclaration(first) && /(?:Options|Settings|Definition)$/.test(name) ? fieldProblems(name, first) : []),
  ];
}

function fieldProblems(name: string, declaration: ts.InterfaceDeclaration): PlacedProblem[] {
  const bare = declaration.members.filter((member) => !ts.getJSDocCommentsAndTags(member).some((doc) => ts.isJSDoc(doc) && hasProse(doc)));
  return bare.map((member) => at(member, `${name}.${member.name?.getText() ?? '(unnamed)'} has no description`));
}

function hasProse(doc: ts.JSDoc): boolean {
  return (ts.getTextOfJSDocComment(doc.comment) ?? '').trim() !== '';
}

function needsExample(declaration: Declaration): boolean {
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) return false;
  const base = ts.isClassDeclaration(declaration) ? declaration.heritageClauses?.[0]?.types[0]?.expression.getText() : undefined;
  return base === undefined || !base.endsWith('Error');
}

type Declaration = ts.FunctionDeclaration | ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration | ts.VariableDeclaration;

/** All declarations of a name in a file (overloads, an interface beside its constant), also through re-exports. */
function declarationOf(name: string, file: string): readonly Declaration[] | undefined {
  if (!existsSync(file)) return undefined;
  const found: Declaration[] = [];
  for (const statement of parse(file).statements) {
    if (ts.isVariableStatement(statement)) found.push(...statement.declarationList.declarations.filter((declaration) => declaration.name.getText() === name));
    else if (isNamedDeclaration(statement) && statement.name?.text === name) found.push(statement);
    else if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause)) {
      const element = statement.exportClause.elements.find((one) => one.name.text === name);
      if (element !== undefined && statement.moduleSpecifier !== undefined && ts.isStringLiteral(statement.moduleSpecifier)) {
        return declarationOf((element.propertyName ?? element.name).text, join(dirname(file), statement.moduleSpecifier.text));
      }
    }
  }
  return found.length === 0 ? undefined : found;
}

function isNamedDeclaration(node: ts.Node): node is Exclude<Declaration, ts.VariableDeclaration> {
  return (
    ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)
  );
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
}

function at(node: ts.Node, problem: string): PlacedProblem {
  const source = node.getSourceFile();
  return { file: source.fileName, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, problem };
}
