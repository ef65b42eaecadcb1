import type { Sandbox, Seed } from '@touchstone-rl/core';
import { optionsSchema, verifyCode } from '@touchstone-rl/plugin-code';
import { createSandbox } from '@touchstone-rl/sandbox';
import { afterAll, describe, expect, it } from 'vitest';

const sandbox = createSandbox();
afterAll(() => sandbox.dispose());

/** One layer alone, as on a machine that has no other. */
const only = (layer: string): Sandbox => ({
  run: (request) => sandbox.run({ ...request, layer }),
  dispose: () => Promise.resolve(),
});

async function judge(layer: string, program: string, tests: readonly unknown[]): Promise<string> {
  const meta = { language: 'python', entryPoint: 'total', tests } as never;
  const seed: Seed = { id: 's', prompt: [], domain: 'code', verifier: 'code', meta };
  const { verdict, reason } = await verifyCode(
    { seed, gold: undefined, pred: program },
    optionsSchema.parse({}),
    only(layer),
  );
  return `${verdict}: ${reason}`;
}

describe.each(['bubblewrap', 'landlock', 'monty', 'pyodide'])(
  'a program that needs numpy, on %s',
  (layer) => {
    const called = [{ args: [[1, 2]], expected: 3 }];
    const printed = [{ stdin: '1 2\n', stdout: '3\n' }];
    const CALLED = 'import numpy as np\ndef total(xs): return int(np.sum(xs))';
    const LATE = 'def total(xs):\n    import numpy as np\n    return int(np.sum(xs))';
    const PRINTED = 'import numpy as np\nprint(int(np.sum(list(map(int, input().split())))))';

    it.each([
      ['called', CALLED, called],
      ['called, with the import inside', LATE, called],
      ['printed', PRINTED, printed],
    ])('%s: right where it is installed, and never a wrong program', async (_, program, tests) => {
      expect(await judge(layer, program, tests)).toMatch(/^(?:correct|unverifiable: .*(?:numpy|isolation))/s);
    });

    it.each([
      ['a wrong program that imports it', CALLED.replace('np.sum', 'np.prod'), called],
      ['an error that only speaks of it', 'raise ModuleNotFoundError("No module named \'json\'")', called],
    ])('%s is never right', async (_, program, tests) => {
      expect(await judge(layer, program, tests)).not.toMatch(/^correct/);
    });
  },
);
