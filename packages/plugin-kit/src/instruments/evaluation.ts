import { syncBuiltinESMExports } from 'node:module';
import vm from 'node:vm';
import { callerInPlugin } from './frames.ts';
import { wrapFunction } from './wrap.ts';

/** Sees when a text is run as a program in this thread. */
export interface EvaluationWatch {
  /** Runs something, and says where in it a text that contains the mark was run as a program. */
  watch(mark: string, work: () => Promise<void>): Promise<string | undefined>;
}

let installed: EvaluationWatch | undefined;

/**
 * Wraps the ways by which JavaScript runs a text: `eval`, the constructors of functions, and `node:vm`. Programs that
 * do not contain the mark are nobody's affair: libraries make functions of their own templates.
 */
export function installEvaluationWatch(): EvaluationWatch {
  if (installed) return installed;
  let mark: string | undefined;
  let found: string | undefined;
  const look =
    (name: string) =>
    (args: readonly unknown[]): void => {
      const wanted = mark;
      if (wanted === undefined || found !== undefined) return;
      if (args.some((arg) => typeof arg === 'string' && arg.includes(wanted)))
        found = `${name} at ${callerInPlugin() ?? 'a library'}`;
    };

  for (const kind of [() => 0, async () => 0, function* () {}, async function* () {}]) {
    wrapConstructorOf(kind, look('new Function'));
  }
  for (const name of ['runInThisContext', 'runInNewContext', 'runInContext', 'compileFunction', 'Script']) {
    wrapFunction(vm, name, look(`vm.${name}`));
  }
  syncBuiltinESMExports();

  installed = {
    async watch(text, work) {
      const evaluate = Object.getOwnPropertyDescriptor(globalThis, 'eval')!;
      // A wrapped `eval` sees no local variables, so it is in place only while it is looked for.
      wrapFunction(globalThis, 'eval', look('eval'));
      [mark, found] = [text, undefined];
      try {
        await work();
        return found;
      } finally {
        mark = undefined;
        Object.defineProperty(globalThis, 'eval', evaluate);
      }
    },
  };
  return installed;
}

/** The constructor of a kind of function, also where it is reached through a function. */
function wrapConstructorOf(kind: object, before: (args: readonly unknown[]) => void): void {
  const prototype = Object.getPrototypeOf(kind) as { constructor: unknown };
  const isFunction = prototype.constructor === Function;
  wrapFunction(prototype, 'constructor', before);
  if (isFunction) globalThis.Function = prototype.constructor as FunctionConstructor;
}
