import { expect, it } from 'vitest';
import type { Job } from '../layer.ts';
import { limitsSchema } from '../limits.ts';
import { NATIVE_LANGUAGES } from './languages.ts';
import { judgeRun } from './outcome.ts';
import { runScript } from './script.ts';
import { supervise } from './supervise.ts';

const LIMITS = limitsSchema.parse({ cpuSeconds: 2 });
const JOB: Job = { language: 'shell', source: '', stdin: '', files: {}, limits: LIMITS };

/** The run script, after something that was done to its shell. */
async function scriptAfter(before: string, program: string) {
  const language = NATIVE_LANGUAGES.shell!;
  const run = ['/bin/sh', '-c', program];
  const script = runScript({ job: JOB, language, run, limitProcesses: false, stdin: '/dev/null' });
  const supervised = await supervise({
    command: '/bin/sh',
    arguments: ['-c', `${before}\n${script}`],
    environment: {},
    folder: '/',
    user: 64_998,
    hasResults: false,
    inputs: new Map(),
    limits: LIMITS,
    overhead: { processes: 4, megabytes: 8 },
    compileCpuSeconds: 0,
  });
  return judgeRun(supervised, { job: JOB, language, program: { files: new Map(), run } });
}

it('what the machine has no process for is no error of the program', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can be another user');
  expect(await scriptAfter(':', 'echo ran')).toMatchObject({ status: 'ok', stdout: 'ran\n' });
  const none = 'ulimit -u 1 2>/dev/null || ulimit -p 1';
  expect(await scriptAfter(none, 'echo ran')).toMatchObject({
    status: 'infrastructure',
    reason: expect.stringMatching(/no process left for the program: .*fork/i) as string,
  });
  // The program's own failing to fork stays its own.
  expect(await scriptAfter(':', `${none}; (echo a); echo b`)).toMatchObject({ status: 'runtime-error' });
});
