import type { CodeOptions } from '../options.ts';
import { TaskError, type Task } from '../task.ts';
import { completePrompt, definedNames, preambleOf } from './assemble.ts';
import { testsOfAssertions } from './assertions-task.ts';
import { settingsOf } from './tests.ts';
import { languageOf, textField, type Row } from './row.ts';

/**
 * HumanEval `{prompt, entry_point, test}` and HumanEval-X `{prompt, declaration, test}`. The prompt is code: the
 * answer is the body that follows it, or the whole function.
 */
export function taskOfHumanEval(row: Row, options: CodeOptions): Task {
  const taskId = textField(row, 'task_id') ?? '';
  const language = languageOf(
    row,
    taskId.startsWith('JavaScript/') ? 'javascript' : undefined,
    options.language,
    'python',
  );
  const prompt = textField(row, 'prompt') ?? '';
  const test = textField(row, 'test');
  if (test === undefined || test.trim() === '') throw new TaskError('the row has no `test`');
  const entryPoint =
    textField(row, 'entry_point', 'entryPoint') ??
    lastDefinition(textField(row, 'declaration') ?? prompt, language);
  const calls = /^def check\(/m.test(test) ? `${test}\n\ncheck(${entryPoint})\n` : test;
  // The whole prompt of Python is a program; a JavaScript one ends inside its function.
  const setup = language === 'python' ? prompt : preambleOf(prompt, language, entryPoint);
  return {
    language,
    tests: testsOfAssertions({ language, source: calls, setup, entryPoint }),
    assemble: completePrompt(prompt, language, entryPoint),
    ...settingsOf(row),
  };
}

/** The function that a prompt leaves to be written. */
function lastDefinition(prompt: string, language: string): string {
  const last = [...definedNames(prompt, language)].at(-1);
  if (last === undefined)
    throw new TaskError('the row has no `entry_point`, and its prompt declares no function');
  return last;
}

/** Its tests in TypeScript are JavaScript but for this, which is for the compiler. */
const DECLARED = /^declare var require: any;$/m;

/** MultiPL-E `{language, prompt, tests}`, whose tests are one program. */
export function taskOfMultiplE(row: Row, options: CodeOptions): Task {
  const tests = textField(row, 'tests')?.replace(DECLARED, '');
  return taskOfHumanEval({ ...row, test: tests }, options);
}

/** MBPP `{text | prompt, test_list | test, test_setup_code?, test_imports?}`: bare assertions in Python. */
export function taskOfMbpp(row: Row, options: CodeOptions): Task {
  const language = languageOf(row, options.language, 'python');
  const list = row['test_list'] ?? row['test'];
  if (!Array.isArray(list) || list.length === 0 || !list.every((one) => typeof one === 'string')) {
    throw new TaskError('the row has no `test_list` of assertions');
  }
  const imports = row['test_imports'];
  const lines = Array.isArray(imports) ? imports.filter((line) => typeof line === 'string') : [];
  const setup = [...lines, textField(row, 'test_setup_code') ?? ''].join('\n').trim();
  const named = textField(row, 'entry_point', 'entryPoint') ?? calledFirst(list[0] as string);
  return {
    language,
    tests: testsOfAssertions({ language, source: list.join('\n'), setup, entryPoint: named }),
    assemble: (program) => (setup === '' ? program : `${setup}\n${program}`),
    ...settingsOf(row),
  };
}

/** The function that an assertion is about, where it can be read off its beginning: `assert name(...`. */
function calledFirst(assertion: string): string | undefined {
  const name =
    /^\s*assert\s+(?:not\s+)?\(?\s*(?:(?:set|list|tuple|sorted|round|abs|str)\()?([A-Za-z_]\w*)\(/.exec(
      assertion,
    )?.[1];
  return name;
}
