import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const core = join(ROOT, 'core/dist');
const entries = ['index.d.ts', 'tensor/index.d.ts', 'model/index.d.ts'].map((file) => join(core, file));

/** Functions, variables, parameters and members that a user's editor sees, and those among them of type `any`. */
function coverage(): { names: number; untyped: string[] } {
  const program = ts.createProgram(entries, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const untyped: string[] = [];
  let names = 0;
  const visit = (node: ts.Node, file: ts.SourceFile): void => {
    if (ts.isIdentifier(node) && isDeclared(node.parent) && node.parent.name === node) {
      names += 1;
      if (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        untyped.push(`${file.fileName.slice(ROOT.length)}:${line + 1}: ${node.text}`);
      }
    }
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const file of program.getSourceFiles()) {
    if (file.fileName.startsWith(core)) visit(file, file);
  }
  return { names, untyped };
}

type Declared =
  | ts.FunctionDeclaration
  | ts.VariableDeclaration
  | ts.ParameterDeclaration
  | ts.PropertySignature
  | ts.PropertyDeclaration
  | ts.MethodSignature
  | ts.MethodDeclaration
  | ts.GetAccessorDeclaration;

/** What a declaration names; private members are declared without a type, and nobody can use them. */
function isDeclared(node: ts.Node): node is Declared {
  if (ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword))
    return false;
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessorDeclaration(node)
  );
}

describe('the public API of the core', () => {
  it('has no name of type `any`', () => {
    const { names, untyped } = coverage();
    expect(untyped).toEqual([]);
    expect(names).toBeGreaterThan(1000);
  });
});
