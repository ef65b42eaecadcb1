import { readJavascriptAssertions } from '../assertions/javascript.ts';
import { readPythonAssertions } from '../assertions/python.ts';
import { isCallable } from '../languages.ts';
import { UnreadableError } from '../literal/tokens.ts';
import { isEntryPoint } from '../run/harness.ts';
import { TaskError, type Task } from '../task.ts';

interface TestSource {
  readonly language: string;
  /** The assertions, and the call of the function that holds them where there is one. */
  readonly source: string;
  /** What tests and program both may need: imports and helpers of the prompt. */
  readonly setup: string;
  /** Named by the row; else the function that the assertions call. */
  readonly entryPoint: string | undefined;
}

/** The tests of assertions: as data where they can be read, else as the program they are. */
export function testsOfAssertions({ language, source, setup, entryPoint }: TestSource): Task['tests'] {
  if (!isCallable(language)) {
    throw new TaskError(
      `tests written in ${language} can be judged only by an exit code, which is no verdict`,
    );
  }
  try {
    const read = language === 'python' ? readPythonAssertions(source) : readJavascriptAssertions(source);
    const named = entryPoint ?? read.entryPoint;
    // A parameter such as `candidate` stands for the row's entry point.
    return { kind: 'calls', entryPoint: checked(named), calls: read.tests };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    if (entryPoint === undefined) {
      throw new TaskError(`the tests cannot be read (${error.message}), and the row has no \`entry_point\``);
    }
    const program = { source, setup, reason: error.message };
    return { kind: 'program', entryPoint: checked(entryPoint), program };
  }
}

function checked(entryPoint: string): string {
  if (isEntryPoint(entryPoint)) return entryPoint;
  throw new TaskError(`the entry point "${entryPoint.slice(0, 40)}" is not a name`);
}
