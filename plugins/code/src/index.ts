import { availableParallelism } from 'node:os';
import { definePlugin, sandboxToken, unverifiable, type Rollout, type TermScore } from '@touchstone-rl/core';
import { explainCode } from './explain.ts';
import { optionsSchema } from './options.ts';
import { taskOfSeed } from './rows/task-of-row.ts';
import { TaskError } from './task.ts';
import { verifyCode } from './verify.ts';

export { readJavascriptAssertions } from './assertions/javascript.ts';
export { readPythonAssertions } from './assertions/python.ts';
export { extractProgram, type Extraction } from './extract.ts';
export { optionsSchema, type CodeOptions } from './options.ts';
export { SandboxFailure, type Integrity, type TestOutcome, type TestVerdict } from './run/outcome.ts';
export { taskOfSeed } from './rows/task-of-row.ts';
export type { Task } from './task.ts';
export { verifyCode } from './verify.ts';

/** Longest that one verdict may take. The sandbox's limits end every run long before; this counts its queue too. */
const DEADLINE_MILLISECONDS = 3_600_000;

/**
 * Judges programs by tests, in the sandbox that the run provides.
 *
 * @example
 * defineConfig({ plugins: ['@touchstone-rl/sandbox', ['code', { fraction: true }], 'list-expressions'] });
 */
export default definePlugin({
  name: 'code',
  options: optionsSchema,
  setup({ addVerifier, declareTerm, hooks, options, services }) {
    addVerifier('code', {
      deadlineMilliseconds: DEADLINE_MILLISECONDS,
      // Enough to keep the sandbox's queue filled.
      concurrency: 2 * availableParallelism(),
      verify: (input) =>
        services.has(sandboxToken)
          ? verifyCode(input, options, services.resolve(sandboxToken))
          : unverifiable('refused: no sandbox is provided; add "@touchstone-rl/sandbox" to the plugins'),
      checkGold: (seed) => problemOf(() => taskOfSeed(seed, options)),
      explain: (input) => explainCode(input, options),
    });
    if (!options.fraction) return;
    declareTerm({ name: 'code-fraction', range: [0, 1] });
    hooks.computeReward.tap('code-fraction', ({ rollouts }) => ({
      'code-fraction': rollouts.map(fractionOf),
    }));
  },
});

function problemOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof TaskError) return error.message;
    throw error;
  }
}

/** The share of tests passed. An answer without a program passed none; one that could not be judged has no share. */
function fractionOf({ verdict }: Rollout): TermScore {
  if (!verdict) return { failed: 'the rollout was not judged' };
  if (verdict.verdict === 'unverifiable') return { abstained: verdict.reason };
  const { passed, total } = (verdict.evidence ?? {}) as { passed?: number; total?: number };
  return passed === undefined || !total ? 0 : passed / total;
}
