import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SandboxRequest, SandboxResult } from '@touchstone-rl/core';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';
import { limitsSchema } from '../limits.ts';
import { ownerOf } from './cgroup-files.ts';
import { makeCgroup, PROCESSES_ROOM } from './cgroup.ts';
import { cgroupTree } from './cgroup-tree.ts';
import { FD } from './script.ts';
import { supervise } from './supervise.ts';

const tree = cgroupTree();
const reason = tree.ok ? '' : `cgroups are not used here: ${tree.reason}`;
const folder = tree.ok ? tree.folder : '';
const DIST = new URL('../../dist/', import.meta.url).href;

const jobs = (): string[] => readdirSync(folder).filter((name) => ownerOf(name));
const jobsOf = (pid: number): string[] => jobs().filter((name) => ownerOf(name)!.pid === pid);
const until = async (holds: () => boolean): Promise<boolean> => {
  for (let look = 0; look < 800 && !holds(); look++) await setTimeout(25);
  return holds();
};

describe.skipIf(!tree.ok)(`a job in a cgroup of its own (${reason || folder})`, () => {
  const sandbox = createSandbox({
    layers: ['bubblewrap'],
    limits: { cpuSeconds: 20, memoryMegabytes: 128, wallSeconds: 100 },
  });
  afterAll(() => sandbox.dispose());
  const python = async (
    context: TestContext,
    source: string,
    more: Partial<SandboxRequest> = {},
  ): Promise<SandboxResult> => {
    const result = await sandbox.run({ language: 'python', source, ...more });
    context.skip(result.status === 'refused', result.reason);
    return result;
  };

  it('memory that a tree takes in small parts is counted together', { timeout: 120_000 }, async (context) => {
    const source = `import os, time
for i in range(8):
    if os.fork() == 0:
        own = bytearray(60_000_000)
        time.sleep(60)
time.sleep(60)`;
    expect(await python(context, source)).toMatchObject({
      status: 'memory-limit',
      reason: 'more than 128 MiB of memory',
    });
  });

  it('what forked processes share is counted once', { timeout: 120_000 }, async (context) => {
    const source = `import os, time
shared = bytearray(60_000_000)
children = [os.fork() or os._exit(time.sleep(0.5) or 0) for i in range(6)]
print(sum(os.waitpid(child, 0)[1] for child in children))`;
    const result = await python(context, source);
    expect(result).toMatchObject({ status: 'ok', stdout: '0\n' });
    expect(result.usage.memoryMegabytes).toBeGreaterThan(57);
    expect(result.usage.memoryMegabytes).toBeLessThan(100);
  });

  it('the peak of a program is known however short it is', { timeout: 120_000 }, async (context) => {
    const { usage } = await python(context, 'print(1)');
    expect(usage.memoryMegabytes).toBeGreaterThan(0.5);
    expect(usage.memoryMegabytes).toBeLessThan(30);
    // A file is memory as well: it stands in a tmpfs.
    const file = await python(context, 'open("x", "wb").write(b"x" * 40_000_000)');
    expect(file.usage.memoryMegabytes).toBeGreaterThan(75);
    expect(file.usage.memoryMegabytes).toBeLessThan(120);
  });

  it('CPU of processes that nobody waits for counts', { timeout: 120_000 }, async (context) => {
    const source = `import os, time
readable, writable = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        while time.process_time() < 0.6: pass
        os.write(writable, b'x')
    os._exit(0)
os.wait()
os.read(readable, 1)`;
    const { status, usage } = await python(context, source);
    expect(status).toBe('ok');
    expect(usage.cpuSeconds).toBeGreaterThan(0.55);
  });

  it('holds the number of processes by itself', { timeout: 120_000 }, async () => {
    const limits = limitsSchema.parse({ processes: 10, wallSeconds: 20 });
    const bomb = `i=0; while [ $i -lt 100 ]; do sleep 30 2>/dev/null & i=$((i+1)); echo $i; done; echo all`;
    const run = await supervise({
      command: '/bin/sh',
      arguments: ['-c', `read -r _ <&${FD.gate}; ${bomb}`],
      environment: {},
      folder: '/',
      hasResults: false,
      inputs: new Map(),
      gate: Buffer.from('\n'),
      limits,
      overhead: { processes: 0, megabytes: 0 },
      compileCpuSeconds: 0,
    });
    const counted = run.stdout.toString().trim().split('\n');
    expect(counted).not.toContain('all');
    expect(counted.length).toBeLessThanOrEqual(limits.processes + PROCESSES_ROOM);
    expect(jobsOf(process.pid)).toEqual([]);
  });

  it('ends what was placed in it, for certain', { timeout: 60_000 }, async () => {
    const cgroup = makeCgroup({ memoryMegabytes: 64, processes: 20 })!;
    const script =
      'read -r _; for i in 1 2 3 4 5; do (trap "" TERM HUP; setsid sleep 60 & sleep 60) & done; wait';
    const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] });
    await cgroup.place(child.pid!);
    child.stdin!.end('\n');
    const closed = once(child, 'exit');
    await setTimeout(300);
    await cgroup.remove();
    await closed;
    expect(existsSync(cgroup.path)).toBe(false);
  });

  it('ends all that is in it when its memory is used up', { timeout: 60_000 }, async () => {
    const cgroup = makeCgroup({ memoryMegabytes: 24, processes: 20 })!;
    // Each subshell holds a part that the cgroup has room for.
    const script = `read -r _; for i in 1 2 3 4 5 6; do (x=$(head -c 6000000 /dev/zero | tr '\\0' x); sleep 60) & done; wait`;
    const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] });
    await cgroup.place(child.pid!);
    child.stdin.end('\n');
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    const { outOfMemory, peakMegabytes } = cgroup.use();
    expect(outOfMemory).toBe(true);
    expect(peakMegabytes).toBeGreaterThan(20);
    expect(peakMegabytes).toBeLessThanOrEqual(24);
    await cgroup.remove();
    expect(existsSync(cgroup.path)).toBe(false);
  });

  it('is removed after each run', { timeout: 120_000 }, async (context) => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        python(context, i % 3 ? 'print(1)' : 'import os\nos.kill(os.getppid(), 9)'),
      ),
    );
    expect(jobsOf(process.pid)).toEqual([]);
  });

  it('is removed by the next host when its own was killed', { timeout: 120_000 }, async (context) => {
    await python(context, 'print(1)');
    const host = hostThat(
      `console.log((await sandbox.run({ language: 'python', source: 'import time\\ntime.sleep(90)' })).status)`,
    );
    expect(await until(() => jobsOf(host.pid!).length > 0)).toBe(true);
    host.kill('SIGKILL');
    await once(host, 'close');
    expect(jobsOf(host.pid!)).toHaveLength(1);
    await once(hostThat('', true), 'close');
    expect(await until(() => jobsOf(host.pid!).length === 0)).toBe(true);
  });

  it('is made by a user in a cgroup that was given to it', { timeout: 120_000 }, async (context) => {
    context.skip(process.getuid?.() !== 0, 'only root can give a cgroup away');
    await python(context, 'print(1)');
    const given = join(folder, `touchstone-test-${process.pid}`);
    mkdirSync(given);
    for (const name of ['.', 'cgroup.procs', 'cgroup.subtree_control'])
      chownSync(join(given, name), 64_997, 64_997);
    const host = hostThat(
      `const { cgroupTree } = await import('${DIST}native/cgroup-tree.js');
const { status, usage } = await sandbox.run({ language: 'python', source: 'x = bytearray(60_000_000)' });
console.log(JSON.stringify([cgroupTree().folder ?? cgroupTree().reason, status, usage.memoryMegabytes > 57]));`,
      true,
      64_997,
    );
    let said = '';
    host.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    writeFileSync(join(given, 'cgroup.procs'), String(host.pid));
    host.stdin!.end('\n');
    await once(host, 'close');
    expect(JSON.parse(said)).toEqual([given, 'ok', true]);
    expect(readdirSync(given).filter((name) => name.startsWith('touchstone'))).toEqual(['touchstone-host']);
    rmdirSync(join(given, 'touchstone-host'));
    rmdirSync(given);
  });
});

it.skipIf(tree.ok)('says why there are no cgroups and what would change it', () => {
  expect(tree).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/\S/),
    fix: expect.stringMatching(/\S/),
  });
  expect(makeCgroup({ memoryMegabytes: 64, processes: 4 })).toBeUndefined();
});

/** A process of its own that runs something with a sandbox, when a line has come on stdin if it is to wait. */
function hostThat(source: string, waits = false, user?: number) {
  const program = `${waits ? "import { readSync } from 'node:fs'; try { readSync(0, Buffer.alloc(1)) } catch {}" : ''}
const { createSandbox } = await import('${DIST}index.js');
const sandbox = createSandbox({ layers: ['bubblewrap'], limits: { cpuSeconds: 20, memoryMegabytes: 128 } });
${source || `(await import('${DIST}native/cgroup-tree.js')).cgroupTree()`};
await sandbox.dispose();`;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...(user !== undefined && { uid: user, gid: user }),
  });
  if (!source) host.stdin.end('\n');
  return host;
}
