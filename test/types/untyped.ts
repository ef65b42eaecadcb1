import { relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './public-api.ts';

/** Names that a user's editor shows, and those among them, and types written out, that are `any`. */
export function untypedNames(
  checker: ts.TypeChecker,
  files: readonly ts.SourceFile[],
): { count: number; untyped: string[] } {
  const untyped: string[] = [];
  let count = 0;
  const visit = (node: ts.Node, file: ts.SourceFile): void => {
    if (isPrivate(node)) return;
    if (isType(node) || isDeclaredName(node)) {
      count += 1;
      if (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        untyped.push(`${relative(ROOT, file.fileName)}:${line + 1}: ${node.getText(file)}`);
      }
    }
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const file of files) visit(file, file);
  return { count, untyped };
}

/** A part of a template is no type by itself. */
function isType(node: ts.Node): boolean {
  return ts.isTypeNode(node) && !ts.isTemplateLiteralTypeSpan(node);
}

/** Private members are declared without a type, and nobody can use them. */
function isPrivate(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false;
}

function isDeclaredName(node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  const declares =
    ts.isFunctionDeclaration(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isGetAccessorDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isClassDeclaration(parent);
  return declares && parent.name === node;
}
