import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** As a user's compiler would read our packages, and stricter: declarations are checked too. */
export const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  noEmit: true,
  types: ['node'],
};

/** A module that others can import, and its declarations. */
export interface EntryPoint {
  readonly specifier: string;
  readonly file: string;
}

/** One name that a package exports. */
export interface PublicName {
  readonly specifier: string;
  readonly name: string;
  readonly symbol: ts.Symbol;
  /** Whether it exists at run time: a function, class or constant. */
  readonly isValue: boolean;
  readonly description: string;
  readonly examples: readonly string[];
  /** Source file from the root of the repository. */
  readonly file: string;
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** Every package that is published and what it exports, in order of their names. */
export function entryPoints(): EntryPoint[] {
  const folders = ['core', ...['packages', 'plugins'].flatMap(subfolders)];
  return folders.flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
    return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) =>
      typeof target === 'object' && target.types
        ? [{ specifier: manifest.name + key.slice(1), file: join(ROOT, folder, target.types) }]
        : [],
    );
  });
}

function subfolders(parent: string): string[] {
  return readdirSync(join(ROOT, parent))
    .map((name) => join(parent, name))
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')));
}

/** Every exported name, once: under the entry point that exports it first. */
export function publicNames(program: ts.Program, entries: readonly EntryPoint[]): PublicName[] {
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  return entries.flatMap(({ specifier, file }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
    return (module ? checker.getExportsOfModule(module) : []).flatMap((exported) => {
      const symbol = original(checker, exported);
      if (seen.has(symbol)) return [];
      seen.add(symbol);
      return [publicName(checker, specifier, exported.name, symbol)];
    });
  });
}

function publicName(checker: ts.TypeChecker, specifier: string, name: string, symbol: ts.Symbol): PublicName {
  const tags = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'example');
  const declared = symbol.declarations![0]!.getSourceFile().fileName;
  return {
    specifier,
    name,
    symbol,
    isValue: Boolean(symbol.flags & ts.SymbolFlags.Value),
    description: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    examples: tags.map(({ text }) => ts.displayPartsToString(text)),
    file: relative(ROOT, declared)
      .replace('/dist/', '/src/')
      .replace(/\.d\.ts$/, '.ts'),
  };
}

/** The symbol behind an import or a re-export. */
export function original(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The symbols that a node's names stand for. */
export function symbolsIn(checker: ts.TypeChecker, node: ts.Node): Set<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const visit = (child: ts.Node): void => {
    const symbol = ts.isIdentifier(child) && checker.getSymbolAtLocation(child);
    if (symbol) found.add(original(checker, symbol));
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}
