import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { checkExamples, examplesOf } from './examples.ts';
import { COMPILER_OPTIONS, entryPoints, publicNames, ROOT } from './public-api.ts';
import { ABSENT, needs, runExamples } from './run-example.ts';
import { untypedNames } from './untyped.ts';

const entries = entryPoints();
const program = ts.createProgram(
  entries.map(({ file }) => file),
  COMPILER_OPTIONS,
);
const names = publicNames(program, entries);
const declarations = program
  .getSourceFiles()
  .filter(({ fileName }) => fileName.startsWith(ROOT) && !fileName.includes('/node_modules/'));
const label = ({ file, name }: { file: string; name: string }): string => `${file}: ${name}`;

describe('the public API of every package', () => {
  it('is read whole', () => {
    expect(new Set(names.map(({ specifier }) => specifier)).size).toBeGreaterThan(20);
    expect(names.length).toBeGreaterThan(400);
  });

  it('compiles for a user who checks declarations', () => {
    const messages = declarations.flatMap((file) =>
      program
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => `${file.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    );
    expect(messages).toEqual([]);
  });

  it('has no name and no type `any`', () => {
    const { count, untyped } = untypedNames(program.getTypeChecker(), declarations);
    expect(untyped).toEqual([]);
    expect(count).toBeGreaterThan(1500);
  });

  it('says in a sentence what each name is', () => {
    expect(names.filter(({ description }) => description.trim() === '').map(label)).toEqual([]);
  });

  const examples = examplesOf(names);
  const { problems, unshown } = checkExamples(names, examples, entries, program);

  it('has examples that compile', () => expect(problems).toEqual([]));

  it('has examples whose statements come to what their comments say', async () => {
    const { claims, problems } = await runExamples(examples);
    expect(problems).toEqual([]);
    expect(claims).toBeGreaterThan(200);
  });

  it('leaves out no example for the sake of a name that none uses', () => {
    const unused = [...ABSENT.keys()].filter((name) => !examples.some((example) => needs(example, name)));
    expect(unused).toEqual([]);
  });

  it('shows every name in an example of its own', () => expect(unshown.map(label)).toEqual([]));
});
