import { closeSync, openSync } from 'node:fs';
import { platform } from 'node:os';
import { describe, expect, it } from 'vitest';
import { drain } from './capped.ts';
import { posixSpawn } from './posix-spawn.ts';
import { spawnByNode, type ProcessToStart } from './start-process.ts';

const STARTS = [
  ['the C library', posixSpawn()],
  ['Node', platform() === 'win32' ? undefined : spawnByNode],
] as const;

describe.each(STARTS)('a process started by %s', (_, start) => {
  const shell = async (script: string, more: Partial<ProcessToStart> = {}): Promise<string> => {
    const child = start!({
      command: '/bin/sh',
      arguments: ['-c', script],
      environment: {},
      folder: '/',
      inputs: new Map(),
      outputs: [1, 2],
      ...more,
    });
    const [out, err] = [1, 2].map((fd) => drain(child.outputs.get(fd)!, 2 ** 21));
    const failure = await child.ended;
    child.close();
    return failure ?? out!.bytes().toString() + err!.bytes().toString();
  };

  it('reads inputs larger than a pipe, in its folder and environment', async ({ skip }) => {
    if (!start) skip('it is not there');
    const inputs = new Map([[7, Buffer.alloc(300_000, 'x')]]);
    const script = 'pwd; echo "$A"; wc -c <&7; read line || echo no input; echo warned >&2; kill -PIPE $$';
    const text = await shell(script, { inputs, folder: '/usr', environment: { A: 'ä b' } });
    expect(text).toBe('/usr\nä b\n300000\nno input\nwarned\n');
  });

  it('holds a descriptor until it is released', async ({ skip }) => {
    if (!start) skip('it is not there');
    const held = start!({
      command: '/bin/sh',
      arguments: ['-c', 'echo waiting; read line <&6; echo went on'],
      environment: {},
      folder: '/',
      inputs: new Map(),
      outputs: [1],
      hold: 6,
    });
    const out = drain(held.outputs.get(1)!, 100);
    held.outputs.get(1)!.once('data', () => held.release());
    await held.ended;
    held.close();
    expect(out.bytes().toString()).toBe('waiting\nwent on\n');
  });

  it('is given no descriptor of this process, and runs as the user asked for', async ({ skip }) => {
    if (!start || platform() !== 'linux') skip('it is not there');
    const open = Array.from({ length: 40 }, () => openSync('/dev/null', 'r'));
    try {
      const user = process.getuid!() === 0 ? 64_999 : undefined;
      const script =
        'ls /proc/self/fd | wc -w; grep -E "^(Uid|Gid|CapPrm)" /proc/self/status | tr -s "\\t " " "';
      const before = [process.getuid!(), process.geteuid!(), process.getgid!(), process.getgroups!()];
      const [descriptors, ...credentials] = (await shell(script, user ? { user } : {})).trim().split('\n');
      const ids = (id: number): string => `: ${`${id} `.repeat(4)}`.trimEnd();
      expect(credentials.map((line) => line.trim())).toEqual([
        `Uid${ids(user ?? process.getuid!())}`,
        `Gid${ids(user ?? process.getgid!())}`,
        'CapPrm: 0000000000000000',
      ]);
      expect([process.getuid!(), process.geteuid!(), process.getgid!(), process.getgroups!()]).toEqual(
        before,
      );
      // Three, and the one that lists them. Node hands on what it was itself handed without the close-on-exec flag.
      expect(Number(descriptors)).toBeLessThanOrEqual(start === spawnByNode ? 40 : 4);
    } finally {
      open.forEach(closeSync);
    }
  });

  it('says why a command cannot be started, and does no more', async ({ skip }) => {
    if (!start) skip('it is not there');
    expect(await shell('', { command: '/nowhere/command' })).toMatch(
      /^\/nowhere\/command could not be started/,
    );
  });
});
