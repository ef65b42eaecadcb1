import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** Processes of bwrap whose script holds a word; a sandbox that waits is one. */
const waitingFor = (word: string): string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(word));

const until = async (holds: () => boolean): Promise<boolean> => {
  for (let look = 0; look < 200 && !holds(); look++) await setTimeout(10);
  return holds();
};

it('a sandbox that was set up early runs one program, waits for a while, and is ended with the layer', async (context) => {
  // The limit stands in the script, and tells this test's processes from all others.
  const cpuSeconds = 70_000 + (process.pid % 10_000);
  const limits = { cpuSeconds, wallSeconds: 60 };
  const mark = `ulimit -t ${cpuSeconds + 1}`;
  const sandbox = createSandbox({ layers: ['bubblewrap'], poolSize: 2, limits });
  const run = (source: string) => sandbox.run({ language: 'shell', source });
  const first = await run('echo first > left; echo $$; ls');
  context.skip(first.status === 'refused', first.reason);
  expect(await until(() => waitingFor(mark).length > 0)).toBe(true);
  // What one program leaves is not there for the next, which has another sandbox.
  const rest = await Promise.all(Array.from({ length: 8 }, () => run('ls; echo x > left')));
  for (const { status, stdout } of rest) expect([status, stdout]).toEqual(['ok', 'main.sh\n']);
  // One that was killed while it waited is passed over.
  await until(() => waitingFor(mark).length > 0);
  for (const pid of waitingFor(mark)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Its first process took it along.
    }
  }
  // A killed process is there for a moment longer.
  expect(await until(() => waitingFor(mark).length === 0)).toBe(true);
  expect(await run('echo again')).toMatchObject({ status: 'ok', stdout: 'again\n' });
  expect(await until(() => waitingFor(mark).length === 0)).toBe(true);
  await run('echo last');
  await sandbox.dispose();
  expect(waitingFor(mark)).toEqual([]);
});
