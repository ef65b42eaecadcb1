import { execFileSync } from 'node:child_process';
import type { SandboxCall } from '@touchstone-rl/core';
import { describe, expect, it } from 'vitest';
import { createSandbox } from './create-sandbox.ts';

const call = (name: string, ...values: number[]): SandboxCall => ({ function: name, arguments: values });

/** Whether the interpreter that native programs get has a package. */
function has(name: string): boolean {
  try {
    execFileSync('python3', ['-E', '-s', '-c', `import ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const NUMPY = `import numpy as np
def doubled(n): return np.arange(n) * 2
def kinds(): return [np.float64(1.5), np.int64(3), np.bool_(True), np.array([[1.5]])]
if __name__ == "__main__": print(int(np.arange(4).sum()))`;

describe.each(['bubblewrap', 'landlock', 'monty', 'pyodide'])('numpy on %s', (layer) => {
  it('is there, or is said not to be', async (context) => {
    const sandbox = createSandbox({ layers: [layer as 'monty'] });
    const printed = await sandbox.run({ language: 'python', source: NUMPY });
    const called = await sandbox.run({
      language: 'python',
      source: NUMPY,
      calls: [call('doubled', 3), call('kinds')],
    });
    await sandbox.dispose();
    context.skip(printed.status === 'refused', printed.reason);
    const native = layer === 'bubblewrap' || layer === 'landlock';
    const isThere = native && has('numpy');
    const lacking = {
      status: native ? 'runtime-error' : 'unsupported',
      reason: expect.stringMatching(/No module named 'numpy'|the package "numpy" is not there/) as string,
    };
    const results = [{ value: [0, 2, 4] }, { value: [1.5, 3, true, [[1.5]]] }];
    expect(printed).toMatchObject(isThere ? { status: 'ok', stdout: '6\n' } : lacking);
    expect(called).toMatchObject(isThere ? { status: 'ok', results } : lacking);
  });
});
