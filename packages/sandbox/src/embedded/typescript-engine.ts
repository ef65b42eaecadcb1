import { transformSync } from 'oxc-transform';
import type { Engine } from './engine.ts';

/** Turns TypeScript into JavaScript; the program is the result's stdout. Types are taken away, not checked. */
export function createTypescriptEngine(): Engine {
  return async ({ source }) => {
    const started = performance.now();
    const transformed = (sourceType: 'unambiguous' | 'module'): ReturnType<typeof transformSync> =>
      transformSync('main.ts', source, { sourceType, target: 'es2022' });
    const asWritten = transformed('unambiguous');
    // A loop that waits at the top of a program is not taken for the sign of a module that it is.
    const { code, errors } =
      asWritten.errors.length > 0 && source.includes('await') ? transformed('module') : asWritten;
    const usage = { cpuSeconds: 0, wallSeconds: (performance.now() - started) / 1000 };
    const [error] = errors;
    if (error) {
      return {
        status: 'compile-error',
        reason: error.message,
        stdout: '',
        stderr: error.codeframe ?? error.message,
        usage,
      };
    }
    return { status: 'ok', stdout: code, stderr: '', usage };
  };
}
