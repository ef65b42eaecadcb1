import { join } from 'node:path';
import ts from 'typescript';
import { COMPILER_OPTIONS, ROOT, symbolsIn, type EntryPoint, type PublicName } from './public-api.ts';

/** An example of a comment as a module of its own. */
interface Example {
  readonly owner: PublicName;
  /** A file that exists only for the compiler, beside which our packages are found. */
  readonly file: string;
  readonly text: string;
}

/** What the examples showed. */
export interface ExampleReport {
  /** What the compiler says of them. */
  readonly problems: string[];
  /** Names that have no example, or none that uses them. */
  readonly withoutOwn: PublicName[];
  /** Names that no example uses, neither their own nor another's. */
  readonly unshown: PublicName[];
}

/**
 * Compiles every example. Names of its own package and of the core need no import in an example; others do.
 * A value is shown when an example of its own package uses it, and so is a type in the declaration of
 * what is shown.
 */
export function checkExamples(
  names: readonly PublicName[],
  entries: readonly EntryPoint[],
  before: ts.Program,
): ExampleReport {
  const examples = names.flatMap((owner, i) =>
    owner.examples.map((code, j): Example => {
      const file = join(ROOT, 'test/types', `example-${i}-${j}.mts`);
      return { owner, file, text: moduleOf(code, owner, names) };
    }),
  );
  const program = compile(examples, entries, before);
  return {
    problems: examples.flatMap((example) => problemsOf(program, example)),
    withoutOwn: withoutOwn(names, examples, program),
    unshown: unshown(names, examples, program),
  };
}

/** An example is a name's own when it stands in its comment and uses it. */
function withoutOwn(
  names: readonly PublicName[],
  examples: readonly Example[],
  program: ts.Program,
): PublicName[] {
  const checker = program.getTypeChecker();
  const shown = new Set<PublicName>();
  for (const { owner, file } of examples) {
    const used = [...symbolsIn(checker, program.getSourceFile(file)!)];
    if (used.some((symbol) => keyOf(symbol) === keyOf(owner.symbol))) shown.add(owner);
  }
  return names.filter((name) => !shown.has(name));
}

function unshown(
  names: readonly PublicName[],
  examples: readonly Example[],
  program: ts.Program,
): PublicName[] {
  const checker = program.getTypeChecker();
  const byKey = new Map(names.map((name) => [keyOf(name.symbol), name]));
  const shown = new Set<string>();
  const show = (symbol: ts.Symbol): void => {
    const key = keyOf(symbol);
    const isOurs = symbol.declarations?.some(isOurDeclaration) ?? false;
    if (shown.has(key) || !isOurs) return;
    shown.add(key);
    for (const declaration of symbol.declarations!) {
      for (const used of symbolsIn(checker, declaration)) {
        if (!(used.flags & ts.SymbolFlags.Value)) show(used);
      }
    }
  };
  for (const { owner, file } of examples) {
    show(owner.symbol);
    for (const used of symbolsIn(checker, program.getSourceFile(file)!)) {
      const name = byKey.get(keyOf(used));
      if (name && (!name.isValue || packageOf(name.specifier) === packageOf(owner.specifier))) show(used);
    }
  }
  // A type made from a constant, such as the options that a schema gives.
  const isMadeFromShown = ({ symbol, isValue }: PublicName): boolean =>
    !isValue &&
    symbol.declarations!.some((node) => [...symbolsIn(checker, node)].some((used) => isShownValue(used)));
  const isShownValue = (symbol: ts.Symbol): boolean =>
    Boolean(symbol.flags & ts.SymbolFlags.Value) && shown.has(keyOf(symbol));
  return names.filter((name) => !shown.has(keyOf(name.symbol)) && !isMadeFromShown(name));
}

function isOurDeclaration(declaration: ts.Declaration): boolean {
  const { fileName } = declaration.getSourceFile();
  return fileName.startsWith(ROOT) && !fileName.includes('/node_modules/');
}

/** A symbol as it is known in any program: by where it is declared. */
function keyOf(symbol: ts.Symbol): string {
  const declaration = symbol.declarations?.[0];
  return declaration ? `${declaration.getSourceFile().fileName}:${declaration.pos}` : symbol.name;
}

/** The example with the imports that it may leave out: those of its own package, and of the core. */
function moduleOf(code: string, { specifier }: PublicName, names: readonly PublicName[]): string {
  const free = freeNames(code);
  const own = names.filter((name) => packageOf(name.specifier) === packageOf(specifier));
  const core = names.filter((name) => name.specifier === CORE);
  const imports = [...free].flatMap((name) => {
    const found = [...own, ...core].find((candidate) => candidate.name === name);
    return found ? [`import { ${found.isValue ? '' : 'type '}${name} } from '${found.specifier}'; `] : [];
  });
  return `${imports.join('')}${code}\nexport {};\n`;
}

const CORE = '@touchstone-rl/core';
const packageOf = (specifier: string): string => specifier.split('/').slice(0, 2).join('/');

/** Names that an example uses and does not declare or import itself. */
function freeNames(code: string): Set<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const declares =
        ts.isVariableDeclaration(parent) ||
        ts.isBindingElement(parent) ||
        ts.isFunctionDeclaration(parent) ||
        ts.isParameter(parent) ||
        ts.isInterfaceDeclaration(parent) ||
        ts.isTypeAliasDeclaration(parent) ||
        ts.isImportClause(parent) ||
        ts.isImportSpecifier(parent);
      (declares && parent.name === node ? declared : used).add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('example.mts', code, ts.ScriptTarget.ES2023, true));
  return new Set([...used].filter((name) => !declared.has(name) && name !== 'default'));
}

function compile(
  examples: readonly Example[],
  entries: readonly EntryPoint[],
  before: ts.Program,
): ts.Program {
  const texts = new Map(examples.map(({ file, text }) => [file, text]));
  const host = ts.createCompilerHost(COMPILER_OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = texts.get(file);
    if (text === undefined) return before.getSourceFile(file) ?? getSourceFile(file, ...rest);
    const format = {
      languageVersion: ts.ScriptTarget.ES2023,
      impliedNodeFormat: ts.ModuleKind.ESNext,
    } as const;
    return ts.createSourceFile(file, text, format, true);
  };
  const files = [...entries.map(({ file }) => file), ...texts.keys()];
  return ts.createProgram(files, { ...COMPILER_OPTIONS, skipLibCheck: true }, host);
}

function problemsOf(program: ts.Program, { owner, file }: Example): string[] {
  const source = program.getSourceFile(file)!;
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ messageText, start }) => {
    const { line } = source.getLineAndCharacterOfPosition(start ?? 0);
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${owner.file}: line ${line + 1} of the example of ${owner.name}: ${message}`;
  });
}
