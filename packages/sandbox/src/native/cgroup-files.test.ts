import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cgroupFolder, cgroupMounts, cgroupPath, jobName, namedNumbers, ownerOf } from './cgroup-files.ts';

const MOUNTS = `24 30 0:22 / /proc rw,nosuid - proc proc rw
35 25 0:30 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate
61 25 0:30 /user.slice /mnt/a\\040b\\134c rw - cgroup2 none rw
62 25 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
`;

it('a process is in the one hierarchy of v2, whatever of v1 is beside it', () => {
  expect(cgroupPath('4:memory:/job\n0::/user.slice/a b.scope\n')).toBe('/user.slice/a b.scope');
  expect(cgroupPath('4:memory:/job\n1:name=systemd:/\n')).toBeUndefined();
  expect(cgroupPath('0::/gone (deleted)\n')).toBeUndefined();
});

it('mounts of v2 are found, their names unescaped', () => {
  const mounts = cgroupMounts(MOUNTS);
  expect(mounts).toEqual([
    { root: '/', point: '/sys/fs/cgroup' },
    { root: '/user.slice', point: '/mnt/a b\\c' },
  ]);
  expect(cgroupFolder('/user.slice/x', mounts)).toBe('/sys/fs/cgroup/user.slice/x');
  expect(cgroupFolder('/user.slice/x', mounts.slice(1))).toBe('/mnt/a b\\c/x');
  expect(cgroupFolder('/user.slice', mounts.slice(1))).toBe('/mnt/a b\\c');
  expect(cgroupFolder('/', mounts)).toBe('/sys/fs/cgroup');
  expect(cgroupFolder('/user.slices', mounts.slice(1))).toBeUndefined();
  // Outside of this process's view of the hierarchy.
  expect(cgroupFolder('/../other', mounts)).toBeUndefined();
});

it('events and statistics are names and numbers; what is neither is passed over', () => {
  expect(namedNumbers('low 0\noom 2\noom_kill 1\n\nsome avg10=0.00\nmax max\n')).toEqual(
    new Map([
      ['low', 0],
      ['oom', 2],
      ['oom_kill', 1],
    ]),
  );
});

it('a job’s name says whose it is, and no other name does', () => {
  fc.assert(
    fc.property(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 60n }), fc.nat(), (pid, ticks, number) => {
      const owner = { pid, startTicks: String(ticks) };
      expect(ownerOf(jobName(owner, number))).toEqual(owner);
    }),
  );
  fc.assert(fc.property(fc.string(), (name) => ownerOf(name) === undefined));
  for (const name of ['touchstone-host', 'touchstone-job-1-2', 'touchstone-job-1-2-3.scope'])
    expect(ownerOf(name)).toBeUndefined();
});
