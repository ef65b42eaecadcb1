import { execFileSync } from 'node:child_process';

/** What a fresh interpreter says of itself. */
interface Interpreter {
  /** Where it looks for modules, beside the program's own folder. */
  readonly path: readonly string[];
  /** Frames that `exec` takes of the depth of recursion. */
  readonly frames: number;
}

/** Fails for an interpreter that `site` below would fail in. */
const ASK = `
import sys, json, _sitebuiltins
_sitebuiltins.Quitter('exit', ''), _sitebuiltins._Helper()
print(json.dumps({'path': sys.path[1:], 'frames': 2 if sys.version_info < (3, 12) else 1}))
`;

const known = new Map<string, Interpreter | undefined>();

/** Asks an interpreter once; undefined when it does not answer. */
function ask(interpreter: string): Interpreter | undefined {
  if (known.has(interpreter)) return known.get(interpreter);
  let answer: Interpreter | undefined;
  try {
    const text = execFileSync(interpreter, ['-E', '-s', '-B', '-c', ASK], {
      encoding: 'utf8',
      env: {},
      cwd: '/',
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    answer = JSON.parse(text) as Interpreter;
  } catch {
    // It is then started as it is.
  }
  known.set(interpreter, answer);
  return answer;
}

/**
 * Python that does what a program needs of the module `site`, in an interpreter that was started without it, which is a
 * third faster. Left out are statements in .pth files, sitecustomize, and the names copyright, credits and license.
 */
function site({ path }: Interpreter, folders: readonly string[]): string {
  return `__import__('sys').path[:] = ${JSON.stringify([...folders, ...path])}
__import__('builtins').exit = __import__('_sitebuiltins').Quitter('exit', 'Ctrl-D (i.e. EOF)')
__import__('builtins').quit = __import__('_sitebuiltins').Quitter('quit', 'Ctrl-D (i.e. EOF)')
__import__('builtins').help = __import__('_sitebuiltins')._Helper()
`;
}

/** A harness as it begins under \`-S\`; undefined when the interpreter is not known. */
export function quickHarness(interpreter: string, harness: string): string | undefined {
  const found = ask(interpreter);
  return found && site(found, []) + harness;
}

/**
 * Runs a program as the interpreter itself would: in the module __main__, which holds nothing else, and with as much
 * room to recurse. Undefined when the interpreter is not known.
 */
export function quickMain(interpreter: string, folder: string, file: string): string | undefined {
  const found = ask(interpreter);
  if (!found) return undefined;
  const path = JSON.stringify(`${folder}/${file}`);
  return `${site(found, [folder])}__import__('sys').argv[0] = ${JSON.stringify(file)}
__file__ = ${path}
__import__('sys').setrecursionlimit(__import__('sys').getrecursionlimit() + ${found.frames})
exec(compile((lambda file: (file.read(), file.close())[0])(open(${path}, 'rb')), ${path}, 'exec', dont_inherit=True))
`;
}
