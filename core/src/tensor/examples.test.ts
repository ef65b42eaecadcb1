import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import * as tensor from './index.ts';

const FOLDER = import.meta.dirname;

/** Examples in the comments of this folder that only build graphs: those that wait for something run one. */
const examples = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => examplesOf(file, readFileSync(join(FOLDER, file), 'utf8')))
  .filter(({ code }) => !code.includes('await '));

function examplesOf(file: string, source: string): { name: string; code: string }[] {
  return [...source.matchAll(/\n \* @example\n((?: \*.*\n)+?) \*\/\n(.*)/g)].map(([, code, declaration]) => ({
    name: `${file}: ${declaration}`,
    code: code!.replaceAll(/^ \* ?/gm, ''),
  }));
}

/** The example as the body of a function that returns what it found. */
function runnable(code: string): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2023, true);
  const lines = source.statements.flatMap((statement) => {
    const text = statement.getText(source);
    const said = /^ \/\/ (\[[\d, ]*\])/.exec(code.slice(statement.end))?.[1];
    if (said === undefined) return [text];
    if (ts.isExpressionStatement(statement))
      return [`found.push([${statement.expression.getText(source)}, ${said}]);`];
    const name = /^const [[{ ]*(\w+)/.exec(text)?.[1];
    return [text, `found.push([${name}, ${said}]);`];
  });
  return ['const found = [];', ...lines, 'return found.map(([{ shape }, said]) => ({ shape, said }));'].join(
    '\n',
  );
}

interface Found {
  readonly shape: readonly number[];
  readonly said: readonly number[];
}

/** The shapes that an example came to, each with the one that its comment says. */
function runExample(code: string): Found[] {
  const compilerOptions = { target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(runnable(code), { compilerOptions });
  const run = new Function(...Object.keys(tensor), outputText) as (...values: unknown[]) => Found[];
  return run(...Object.values(tensor));
}

it.each(examples)('$name', ({ code }) => {
  const found = runExample(code);
  expect(found.map(({ shape }) => shape)).toEqual(found.map(({ said }) => said));
});

it('compares the shapes of most of them', () => {
  const withShapes = examples.filter(({ code }) => runExample(code).length > 0);
  expect(withShapes.length).toBeGreaterThan(50);
});
