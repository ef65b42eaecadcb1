import { transformSync } from 'oxc-transform';
import type { Engine } from './engine.ts';

/** Turns TypeScript into JavaScript; the program is the result's stdout. Types are taken away, not checked. */
export function createTypescriptEngine(): Engine {
  return async ({ source }) => {
    const started = performance.now();
    const { code, errors } = transformSync('main.ts', source, {
      sourceType: 'unambiguous',
      target: 'es2022',
    });
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
