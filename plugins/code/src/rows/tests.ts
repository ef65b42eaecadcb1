import type { CallTest } from '../assertions/assertion.ts';
import type { OutputPolicy } from '../compare/output.ts';
import { isCallable } from '../languages.ts';
import type { CodeOptions } from '../options.ts';
import { limitsSchema, outputSchema } from './row-schemas.ts';
import { isEntryPoint } from '../run/harness.ts';
import { TaskError, type CheckedCall, type Checker, type StdinTest, type Task } from '../task.ts';
import type { Equality } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import { isObject, languageOf, textField, valueAt, type Row } from './row.ts';

/** Rows of our own shape: `{language, entryPoint?, tests: [{args, expected} | {stdin, stdout}], checker?, ...}`. */
export function taskOfTests(row: Row, options: CodeOptions): Task {
  const language = languageOf(row, options.language);
  const tests = row['tests'];
  if (!Array.isArray(tests) || tests.length === 0) throw new TaskError('the row has no `tests`');
  const rows = tests.map((test, i) => {
    if (isObject(test)) return test;
    throw new TaskError(`tests[${i}] is not an object`);
  });
  const common = {
    language,
    assemble: wrapOf(row),
    ...settingsOf(row),
    ...(row['checker'] != null && { checker: checkerOf(row['checker']) }),
  };
  if (rows.every((test) => 'args' in test))
    return { ...common, tests: callsOf(row, rows, language, options) };
  if (rows.every((test) => 'stdin' in test))
    return { ...common, tests: { kind: 'stdin', runs: rows.map(stdinTest) } };
  throw new TaskError('every test needs `args` and `expected`, or `stdin` and `stdout`');
}

/** `prefix` and `suffix` stand around what was answered: for rows that ask for a body or an expression alone. */
function wrapOf(row: Row): Task['assemble'] {
  const [prefix, suffix] = [textField(row, 'prefix') ?? '', textField(row, 'suffix') ?? ''];
  return (program) => `${prefix}${program}${suffix}`;
}

/** How the row wants output compared, and its limits. */
export function settingsOf(row: Row): Pick<Task, 'output' | 'limits'> {
  const output = outputSchema.safeParse(row['output'] ?? {});
  if (!output.success) throw new TaskError(`\`output\`: ${output.error.issues[0]!.message}`);
  const limits = limitsSchema.safeParse(row['limits'] ?? {});
  if (!limits.success) throw new TaskError(`\`limits\`: ${limits.error.issues[0]!.message}`);
  return { output: output.data as Partial<OutputPolicy>, limits: limits.data };
}

function callsOf(row: Row, tests: readonly Row[], language: string, options: CodeOptions): Task['tests'] {
  const entryPoint = textField(row, 'entryPoint', 'entry_point');
  if (entryPoint === undefined) throw new TaskError('tests with `args` need the `entryPoint` that they call');
  if (!isEntryPoint(entryPoint))
    throw new TaskError(`the entry point "${entryPoint.slice(0, 40)}" is not a name`);
  if (!isCallable(language)) {
    throw new TaskError(`functions of ${language} cannot be called with data; use stdin and stdout`);
  }
  const calls = tests.map((test, i): CheckedCall => {
    if (!Array.isArray(test['args'])) throw new TaskError(`tests[${i}].args is not a list`);
    const given = test['args'].map((arg, j) => valueAt(`tests[${i}].args[${j}]`, arg));
    if (!('expected' in test)) throw new TaskError(`tests[${i}] has no \`expected\``);
    return { arguments: given, expected: valueAt(`tests[${i}].expected`, test['expected']) };
  });
  if (row['checker'] != null) return { kind: 'checked-calls', entryPoint, calls };
  const equality = equalityOf(language, options, calls);
  const asTest = ({ arguments: given, expected }: CheckedCall): CallTest => ({
    arguments: given,
    expectation: { kind: 'equal', expected, equality },
  });
  return { kind: 'calls', entryPoint, calls: calls.map(asTest) };
}

/**
 * How values of rows are compared. JSON cannot tell a tuple from a list, so these are equal unless a row uses
 * `{"$tuple": [...]}`. Nor can it tell `2` from `2.0`: a row in which some expected number has a fraction is
 * taken to mean floats, and its whole numbers equal floats too. JavaScript has one type of number.
 */
export function equalityOf(
  language: string,
  options: Pick<CodeOptions, 'numbers' | 'order' | 'absoluteTolerance' | 'relativeTolerance'>,
  calls: readonly { readonly expected: Value }[],
): Equality {
  const { numbers, order, absoluteTolerance, relativeTolerance } = options;
  const byValue = language !== 'python' || calls.some(({ expected }) => holds(expected, isFraction));
  return {
    numbers: numbers === 'strict' && byValue ? 'value' : numbers,
    tuples: calls.some(({ expected }) => holds(expected, ({ type }) => type === 'tuple'))
      ? 'distinct'
      : 'same',
    notANumber: 'equal',
    undefinedFields: 'absent',
    order,
    absoluteTolerance,
    relativeTolerance,
  };
}

/** Written as a plain JSON number with a fraction, not as `{"$float": "2.0"}`, which says what it means. */
function isFraction(value: Value): boolean {
  return value.type === 'float' && Number.isFinite(value.value) && !Number.isInteger(value.value);
}

function holds(value: Value, matches: (value: Value) => boolean): boolean {
  if (matches(value)) return true;
  if ('items' in value) return value.items.some((item) => holds(item, matches));
  if (value.type !== 'dict') return false;
  return value.entries.some(([key, item]) => holds(key, matches) || holds(item, matches));
}

function stdinTest(test: Row, i: number): StdinTest {
  const { stdin, stdout } = test;
  if (typeof stdin !== 'string') throw new TaskError(`tests[${i}].stdin is not a string`);
  if (stdout === undefined || stdout === null)
    throw new TaskError(`tests[${i}] has no \`stdout\` to compare with`);
  if (typeof stdout !== 'string') throw new TaskError(`tests[${i}].stdout is not a string`);
  return { stdin, expected: stdout };
}

function checkerOf(given: unknown): Checker {
  const source = isObject(given) ? given['source'] : undefined;
  if (typeof source !== 'string' || source.trim() === '') {
    throw new TaskError('`checker` is not {language, source} with a function check(input, answer, expected)');
  }
  const language = languageOf(given as Row);
  if (!isCallable(language)) throw new TaskError(`a checker cannot be written in ${language}`);
  return { language, source };
}
