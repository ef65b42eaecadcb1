import { readdirSync, readFileSync } from 'node:fs';
import type { SandboxRequest, SandboxResult } from '@touchstone-rl/core';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';

/** Command lines of processes that hold a word; those of this process's own tree do not count as survivors. */
const processesWith = (word: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(word) ? [line] : [];
      } catch {
        return [];
      }
    });

/** Processes of a name, zombies too. */
const processesNamed = (name: string): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return stat.includes(`(${name})`) ? [stat] : [];
      } catch {
        return [];
      }
    });

describe.each(['bubblewrap', 'landlock'] as const)('a native program under %s', (layer) => {
  const sandbox = createSandbox({ layers: [layer], limits: { cpuSeconds: 5, memoryMegabytes: 128 } });
  afterAll(() => sandbox.dispose());
  const run = async (context: TestContext, request: SandboxRequest): Promise<SandboxResult> => {
    const result = await sandbox.run(request);
    context.skip(result.status === 'refused', result.reason);
    return result;
  };
  const python = (context: TestContext, source: string, more: Partial<SandboxRequest> = {}) =>
    run(context, { language: 'python', source, ...more });

  it('leaves no process behind, detached or not', async (context) => {
    const mark = `mark-${layer}-${process.pid}`;
    const source = `
import os, subprocess
for session in (False, True):
    subprocess.Popen(['sh', '-c', 'sleep 50; : ${mark}'], start_new_session=session)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp('sh', ['sh', '-c', 'sleep 50; : ${mark}'])
    os._exit(0)
print('done')`;
    const result = await python(context, source);
    expect(result).toMatchObject({ status: 'ok', stdout: 'done\n' });
    expect(processesWith(`: ${mark}`)).toEqual([]);
  });

  it('gives the result when everything that was started is gone and reaped', async (context) => {
    const name = `m${layer.slice(0, 4)}${process.pid}`;
    const source = (end: string): string => `
import os, shutil, subprocess, time
shutil.copy('/usr/bin/sleep', '${name}')
for i in range(8):
    subprocess.Popen(['./${name}', '50'], start_new_session=i % 2 == 0)
print('started', flush=True)
${end}`;
    for (const end of ['', '', 'os.kill(os.getpid(), 9)', 'time.sleep(60)', 'while True: pass']) {
      const { stdout } = await python(context, source(end), {
        limits: { cpuSeconds: 0.5, wallSeconds: 1.5 },
      });
      expect(stdout).toBe('started\n');
      expect(processesNamed(name)).toEqual([]);
    }
  });

  it('ends a fork bomb, a sleeper, and what fills the disk', async (context) => {
    const bomb = await python(context, 'import os, time\nfor i in range(500): os.fork()\ntime.sleep(20)');
    expect(['runtime-error', 'memory-limit', 'time-limit']).toContain(bomb.status);
    const sleeper = await python(context, 'import time; time.sleep(100)', { limits: { wallSeconds: 1 } });
    expect(sleeper).toMatchObject({
      status: 'time-limit',
      reason: expect.stringContaining('wall') as string,
    });
    const disk =
      'for i in range(200):\n  with open(str(i), "wb") as f: f.write(b"x" * 1000000)\nprint("filled")';
    const full = await python(context, disk, { limits: { fileMegabytes: 8 } });
    expect(full).toMatchObject({ status: 'runtime-error' });
  });

  it('reaches no file, secret or network of the machine', async (context) => {
    const source = `
import os, socket, pathlib
def tried(f):
    try: return f()
    except BaseException as error: return type(error).__name__
print(tried(lambda: os.listdir('/home')), tried(lambda: open('/etc/passwd').read()), 'PWD' in os.environ and os.environ.get('USER'))
print(tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)), os.getuid() != 0)
print(tried(lambda: pathlib.Path('/usr/touched').write_text('x')), tried(lambda: os.kill(1, 0) if ${layer === 'landlock' ? 'True' : 'False'} else 'PermissionError'))
`;
    const { status, stdout } = await python(context, source);
    expect(status).toBe('ok');
    const [files, network, writes] = stdout.trim().split('\n');
    expect(files).toMatch(/^(?:FileNotFoundError|PermissionError) (?:FileNotFoundError|PermissionError) /);
    expect(network).toMatch(/^(?:OSError|PermissionError) True$/);
    expect(writes).toMatch(/^(?:OSError|PermissionError) PermissionError$/);
  });

  it('reaches no local socket of the machine, by a pair of its own either', async (context) => {
    const source = `
import socket
def tried(f):
    try: return f()
    except BaseException as error: return type(error).__name__
def send(kind):
    a, b = socket.socketpair(socket.AF_UNIX, kind)
    a.sendto(b'out', '\\0touchstone-nobody')
    return 'sent'
a, b = socket.socketpair()
a.send(b'pairs work')
print(b.recv(20).decode())
for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
    print(tried(lambda: send(kind)))`;
    const { stdout } = await python(context, source);
    const [pairs, datagram, raw, stream] = stdout.trim().split('\n');
    expect(pairs).toBe('pairs work');
    // Under landlock no such pair is made; under bubblewrap the machine's sockets are not there.
    const refused = layer === 'landlock' ? 'OSError' : 'ConnectionRefusedError';
    expect([datagram, raw, stream]).toEqual([refused, refused, 'OSError']);
  });

  it('keeps files beside the program, and bytes that are no text as replacement characters', async (context) => {
    const source = 'import sys, helper\nsys.stdout.buffer.write(b"\\xff" + helper.name.encode())';
    const result = await python(context, source, { files: { 'helper.py': 'name = "ä"' } });
    expect(result).toMatchObject({ status: 'ok', stdout: '\ufffdä' });
  });

  it('compiles inside, tells a compiler error, and carries input to each run of one program', async (context) => {
    const source =
      '#include <iostream>\nint main() { int a; while (std::cin >> a) std::cout << a * 2 << "\\n"; }';
    for (const [stdin, stdout] of [
      ['1 2', '2\n4\n'],
      ['21', '42\n'],
    ] as const) {
      expect(await run(context, { language: 'cpp', source, stdin })).toMatchObject({ status: 'ok', stdout });
    }
    const broken = await run(context, { language: 'c++', source: 'int main() { return x; }' });
    expect(broken).toMatchObject({ status: 'compile-error', reason: expect.stringContaining('x') as string });
    expect(await run(context, { language: 'cpp', source: '#include "/etc/passwd"' })).toMatchObject({
      status: 'compile-error',
    });
  });
});
