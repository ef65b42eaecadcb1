import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';
import { findCommand } from './commands.ts';

/** What a program can see of how it was started, and how it ends. */
const PROGRAM = `
def deepest(n):
    global depth
    depth = n
    deepest(n + 1)
try:
    deepest(0)
except RecursionError:
    pass
names = sorted(globals())
import sys, pickle
class Point:
    pass
print(depth, names, __name__, __spec__, __doc__, __file__)
print(sys.argv, sys.path[1:], type(pickle.loads(pickle.dumps(Point()))).__module__, repr(exit), callable(help))
quit(3)
`;

it('a Python program sees what it would see without the sandbox', async ({ skip }) => {
  const python = findCommand('python3');
  if (!python) skip('python3 is not installed');
  const sandbox = createSandbox({ layers: ['bubblewrap', 'landlock'] });
  try {
    const inside = await sandbox.run({ language: 'python', source: PROGRAM });
    if (inside.status === 'refused') skip(inside.reason);
    let outside = '';
    try {
      execFileSync(python!.path, ['-E', '-s', '-B', '-'], { input: PROGRAM, encoding: 'utf8' });
    } catch (error) {
      outside = (error as { stdout: string }).stdout;
    }
    const file = /\S*main\.py$/m.exec(inside.stdout.split('\n')[0]!)![0];
    const expected = outside
      .replace("'__builtins__', '__doc__'", "'__builtins__', '__cached__', '__doc__', '__file__'")
      .replace('None None <stdin>', `None None ${file}`)
      .replace("['-']", "['main.py']");
    expect(inside.exitCode).toBe(3);
    expect(inside.stdout).toBe(expected);
  } finally {
    await sandbox.dispose();
  }
});
