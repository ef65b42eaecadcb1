import type { CallTest } from '../assertions/assertion.ts';
import type { Expectation } from '../compare/expectation.ts';
import { readJson } from '../literal/read.ts';
import { UnreadableError } from '../literal/tokens.ts';
import type { CodeOptions } from '../options.ts';
import { isEntryPoint } from '../run/harness.ts';
import { TaskError, type StdinTest, type Task } from '../task.ts';
import type { Equality } from '../value/compare.ts';
import { integer, type Value } from '../value/value.ts';
import { isObject, jsonField, languageOf, textField, valueAt, type Row } from './row.ts';
import { PackedJsonError, unpackText } from './packed-json.ts';
import { equalityOf, settingsOf } from './tests.ts';
import { withUsualImports } from './usual-imports.ts';

/** APPS `{input_output: {inputs, outputs, fn_name?}, starter_code?}`; the field may be a string of JSON. */
export function taskOfApps(row: Row, options: CodeOptions): Task {
  const given = jsonField(row, 'input_output');
  if (!isObject(given)) throw new TaskError('`input_output` is not {inputs, outputs}');
  const { inputs, outputs, fn_name: name } = given;
  if (!Array.isArray(inputs) || !Array.isArray(outputs) || inputs.length === 0) {
    throw new TaskError('`input_output` is not {inputs, outputs}');
  }
  if (inputs.length !== outputs.length) {
    throw new TaskError(`${inputs.length} inputs have ${outputs.length} outputs to compare with`);
  }
  const common = { ...commonOf(row, options), ...settingsOf(row) };
  if (typeof name !== 'string') {
    const runs = inputs.map((input, i) => ({ stdin: joined(input), expected: joined(outputs[i]) }));
    return { ...common, tests: { kind: 'stdin', runs } };
  }
  const calls = inputs.map((input, i) => ({
    arguments: argumentsOf(input, i),
    expected: expectedOf(outputs[i], i),
  }));
  const equality = asJudges(equalityOf(common.language, options, calls));
  return methodTask(
    row,
    common,
    name,
    calls.map((call) => withExpectation(call, equality)),
  );
}

function commonOf(row: Row, options: CodeOptions): Pick<Task, 'language' | 'assemble'> {
  const language = languageOf(row, options.language, 'python');
  return { language, assemble: language === 'python' ? withUsualImports : (program) => program };
}

/** Some rows hold lines where others hold their text. */
function joined(input: unknown): string {
  if (typeof input === 'string') return input;
  if (Array.isArray(input) && input.every((line) => typeof line === 'string')) return input.join('\n');
  throw new TaskError('an input or output is neither a string nor a list of lines');
}

/** The set's own judge gives a first argument that is a dict whole numbers as keys, where its keys are such. */
function argumentsOf(input: unknown, i: number): Value[] {
  if (!Array.isArray(input)) throw new TaskError(`inputs[${i}] is not a list of arguments`);
  const [first, ...rest] = input.map((argument, j) => valueAt(`inputs[${i}][${j}]`, argument));
  return first === undefined ? [] : [withWholeKeys(first), ...rest];
}

/** So it does with an expected dict, and with one that is first in a list. */
function expectedOf(output: unknown, i: number): Value {
  const value = valueAt(`outputs[${i}]`, output);
  if (value.type !== 'list') return withWholeKeys(value);
  const [first, ...rest] = value.items;
  return first === undefined ? value : { ...value, items: [withWholeKeys(first), ...rest] };
}

const WHOLE = /^[-+]?\d{1,1000}$/;

/** JSON has no other keys than text. */
function withWholeKeys(value: Value): Value {
  if (value.type !== 'dict') return value;
  const entries: [Value, Value][] = [];
  for (const [key, item] of value.entries) {
    if (key.type !== 'string' || !WHOLE.test(key.value)) return value;
    entries.push([integer(BigInt(key.value)), item]);
  }
  return { ...value, entries };
}

/** These sets' judges compare by Python's `==`, for which 2 is 2.0; a truth value stays one here. */
function asJudges(equality: Equality): Equality {
  return equality.numbers === 'strict' ? { ...equality, numbers: 'value' } : equality;
}

/** APPS wraps some expected values in a list of one, and does not say which: both are taken. */
function withExpectation(
  { arguments: given, expected }: { readonly arguments: readonly Value[]; readonly expected: Value },
  equality: Equality,
): CallTest {
  const plain: Expectation = { kind: 'equal', expected, equality };
  const [inner, ...rest] = expected.type === 'list' ? expected.items : [];
  if (inner === undefined || rest.length > 0) return { arguments: given, expectation: plain };
  const unwrapped: Expectation = { kind: 'equal', expected: inner, equality };
  return { arguments: given, expectation: { kind: 'any', of: [plain, unwrapped] } };
}

/** Functions of these sets are methods of a class `Solution` where the starter code says so. */
function methodTask(
  row: Row,
  common: Pick<Task, 'language' | 'assemble'>,
  name: string,
  calls: readonly CallTest[],
): Task {
  if (!isEntryPoint(name)) throw new TaskError(`the function name "${name.slice(0, 40)}" is not a name`);
  const method = /\bclass\s+Solution\b/.test(textField(row, 'starter_code') ?? '');
  return { ...common, tests: { kind: 'calls', entryPoint: method ? `Solution.${name}` : name, calls } };
}

/** Less would be a limit on the interpreter rather than on the program. */
const LEAST_MEGABYTES = 64;
const CONTEST_TESTS = ['public_tests', 'private_tests', 'generated_tests'];

/**
 * CodeContests `{public_tests, private_tests, generated_tests: {input, output}, time_limit?, memory_limit_bytes?}`.
 */
export function taskOfCodeContests(row: Row, options: CodeOptions): Task {
  const runs = CONTEST_TESTS.flatMap((name) => {
    const given = jsonField(row, name);
    return given === undefined ? [] : pairsOf(name, given);
  });
  if (runs.length === 0) throw new TaskError('the row has no tests with input and output');
  for (const name of ['input_file', 'output_file']) {
    if (textField(row, name))
      throw new TaskError(`the task wants a file (\`${name}\`), not stdin and stdout`);
  }
  const settings = settingsOf(row);
  const seconds = timeLimit(row['time_limit']);
  const bytes = Number(row['memory_limit_bytes'] ?? 0);
  const limits = {
    ...(seconds !== undefined && { cpuSeconds: seconds }),
    ...(bytes > 0 && { memoryMegabytes: Math.max(LEAST_MEGABYTES, Math.ceil(bytes / 2 ** 20)) }),
    ...settings.limits,
  };
  return { ...commonOf(row, options), ...settings, limits, tests: { kind: 'stdin', runs } };
}

function pairsOf(name: string, given: unknown): StdinTest[] {
  const { input, output } = isObject(given) ? given : {};
  if (!Array.isArray(input) || !Array.isArray(output) || input.length !== output.length) {
    throw new TaskError(`\`${name}\` is not {input, output} with as many outputs as inputs`);
  }
  return input.map((stdin, i) => ({ stdin: joined(stdin), expected: joined(output[i]) }));
}

function timeLimit(given: unknown): number | undefined {
  if (typeof given === 'number') return given;
  if (!isObject(given)) return undefined;
  const seconds = Number(given['seconds'] ?? 0) + Number(given['nanos'] ?? 0) / 1e9;
  return seconds > 0 ? seconds : undefined;
}

/**
 * LiveCodeBench `{public_test_cases, private_test_cases: [{input, output, testtype}], metadata: {func_name?}}`, each a
 * string of JSON; private tests may be packed as the set stores them.
 */
export function taskOfLiveCodeBench(row: Row, options: CodeOptions): Task {
  const cases = ['public_test_cases', 'private_test_cases'].flatMap((name) => casesOf(row, name));
  if (cases.length === 0) throw new TaskError('the row has no test cases');
  const common = { ...commonOf(row, options), ...settingsOf(row) };
  const functional = cases.filter(({ testtype }) => testtype === 'functional');
  if (functional.length === 0) {
    const runs = cases.map(({ input, output }) => ({ stdin: joined(input), expected: joined(output) }));
    // As the set's own judge compares, unless the row or an option says otherwise.
    const output = {
      ...(options.output === 'lines' && { compare: 'decimal-lines' as const }),
      ...common.output,
    };
    return { ...common, output, tests: { kind: 'stdin', runs } };
  }
  if (functional.length < cases.length) throw new TaskError('functional and stdin test cases in one row');
  const metadata = jsonField(row, 'metadata');
  const name = isObject(metadata) ? metadata['func_name'] : undefined;
  if (typeof name !== 'string') throw new TaskError('functional test cases need `metadata.func_name`');
  const calls = functional.map(({ input, output }, i) =>
    functionalCall(joined(input), joined(output), i, options),
  );
  return methodTask(row, common, name, calls);
}

function casesOf(row: Row, name: string): Row[] {
  if (row[name] === undefined || row[name] === null || row[name] === '') return [];
  const cases = name === 'private_test_cases' ? unpacked(row[name]) : jsonField(row, name);
  if (Array.isArray(cases) && cases.every(isObject)) return cases;
  throw new TaskError(`\`${name}\` is not a list of {input, output, testtype}`);
}

/** The set stores private tests as JSON in some releases, and in others packed. */
function unpacked(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(/^\s*\[/.test(given) ? given : unpackText(given)) as unknown;
  } catch (error) {
    const why = error instanceof PackedJsonError ? error.message : 'it is not JSON';
    throw new TaskError(`\`private_test_cases\` is neither JSON nor packed JSON: ${why}`);
  }
}

/** One argument stands in each line of the input, as JSON. */
function functionalCall(input: string, output: string, i: number, options: CodeOptions): CallTest {
  try {
    const lines = input.split('\n').filter((line) => line.trim() !== '');
    const equality: Equality = { ...asJudges(equalityOf('python', options, [])), tuples: 'same' };
    const expected = readJson(output);
    return { arguments: lines.map(readJson), expectation: { kind: 'equal', expected, equality } };
  } catch (error) {
    if (error instanceof UnreadableError) throw new TaskError(`test case ${i}: ${error.message}`);
    throw error;
  }
}
