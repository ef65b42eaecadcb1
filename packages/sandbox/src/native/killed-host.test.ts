import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** Processes whose command lines hold a word. */
const processesWith = (word: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });

const until = async (holds: () => boolean): Promise<boolean> => {
  for (let look = 0; look < 400 && !holds(); look++) await setTimeout(25);
  return holds();
};

it.each(['bubblewrap', 'landlock'])(
  'a job under %s ends when whoever runs it is killed',
  async (layer) => {
    const mark = `orphan-${layer}-${process.pid}`;
    const source = `import subprocess, time
subprocess.Popen(['sh', '-c', 'sleep 70; : ${mark}'], start_new_session=True)
time.sleep(70)`;
    // The command line must not hold the mark, or the host would count as its own survivor.
    const host = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { createSandbox } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
const sandbox = createSandbox({ layers: ['${layer}'] });
console.log((await sandbox.run({ language: 'python', source: process.env.SOURCE })).status);`,
      ],
      { env: { ...process.env, SOURCE: source }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    host.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const gone = once(host, 'close');
    await until(() => processesWith(`: ${mark}`).length > 0 || said !== '');
    host.kill('SIGKILL');
    await gone;
    // A machine without the layer says so at once.
    expect(['', 'refused\n']).toContain(said);
    expect(await until(() => processesWith(`: ${mark}`).length === 0)).toBe(true);
  },
  60_000,
);

it('folders of processes that were killed are removed by the next one that needs a folder', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  const abandoned = join(tmpdir(), `touchstone-job-${child.pid}-abcdef`);
  mkdirSync(abandoned);
  const own = makeTemporaryFolder('job');
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(own)).toBe(true);
  rmSync(own, { recursive: true });
});
