import { packageNames } from '@touchstone-rl/core';
import { join } from 'node:path';
import ts from 'typescript';
import { COMPILER_OPTIONS, ROOT, symbolsIn, type EntryPoint, type PublicName } from './public-api.ts';

/** An example of a comment as a module of its own. */
export interface Example {
  readonly owner: PublicName;
  /** A file that exists only for the compiler, beside which our packages are found. */
  readonly file: string;
  readonly text: string;
}

/** Every example as a module of its own. Names of its own package and of the core need no import; others do. */
export function examplesOf(names: readonly PublicName[]): Example[] {
  return names.flatMap((owner, i) =>
    owner.examples.map((code, j): Example => {
      const file = join(ROOT, 'test/types', `example-${i}-${j}.mts`);
      return { owner, file, text: moduleOf(code, owner, names) };
    }),
  );
}

/** Where a reader finds the example. */
export const labelOf = ({ owner: { file, name } }: Example): string => `${file}: the example of ${name}`;

/** What the examples showed. */
export interface ExampleReport {
  /** What the compiler says of them. */
  readonly problems: string[];
  /** Names without an example of their own: one in their comment, that uses them. */
  readonly unshown: PublicName[];
}

/** Compiles every example. */
export function checkExamples(
  names: readonly PublicName[],
  examples: readonly Example[],
  entries: readonly EntryPoint[],
  before: ts.Program,
): ExampleReport {
  const program = compile(examples, entries, before);
  return {
    problems: examples.flatMap((example) => problemsOf(program, example)),
    unshown: unshown(names, examples, program),
  };
}

function unshown(
  names: readonly PublicName[],
  examples: readonly Example[],
  program: ts.Program,
): PublicName[] {
  const checker = program.getTypeChecker();
  const shown = examples.flatMap(({ owner, file }) => {
    const source = program.getSourceFile(file)!;
    const isShown = owner.name === 'default' ? isLoaded(owner, source) : isUsed(owner, source, checker);
    return isShown ? [owner] : [];
  });
  return names.filter((name) => !shown.includes(name));
}

function isUsed({ symbol }: PublicName, source: ts.SourceFile, checker: ts.TypeChecker): boolean {
  return [...symbolsIn(checker, source)].some((used) => keyOf(used) === keyOf(symbol));
}

/** Whether a text of the example is a name under which a config loads the plugin or preset. */
function isLoaded({ specifier }: PublicName, source: ts.SourceFile): boolean {
  const loads = (node: ts.Node): boolean =>
    ts.isStringLiteral(node)
      ? [...packageNames(node.text, 'plugin'), ...packageNames(node.text, 'preset')].includes(specifier)
      : Boolean(ts.forEachChild(node, loads));
  return loads(source);
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
