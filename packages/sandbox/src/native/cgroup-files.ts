/** What the files of cgroup v2 and of /proc say of cgroups (cgroups(7), proc(5), the kernel's cgroup-v2 page). */

/** A cgroup v2 hierarchy as it is mounted. */
export interface CgroupMount {
  /** The cgroup that stands at the mount point; `/` unless only a part is mounted. */
  readonly root: string;
  readonly point: string;
}

/** The path of a process's cgroup in the one hierarchy of v2, from /proc/PID/cgroup; undefined where there is none. */
export function cgroupPath(text: string): string | undefined {
  const line = text.split('\n').find((each) => each.startsWith('0::/'));
  return line === undefined || line.endsWith(' (deleted)') ? undefined : line.slice(3);
}

/** Mounts of cgroup v2, from /proc/self/mountinfo. */
export function cgroupMounts(text: string): CgroupMount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root, point] = before.split(' ');
    return after.split(' ')[0] === 'cgroup2' && root && point
      ? [{ root: unescaped(root), point: unescaped(point) }]
      : [];
  });
}

/** Blanks and backslashes stand in octal. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** Where a cgroup is found as a folder; undefined when no mount shows it. */
export function cgroupFolder(path: string, mounts: readonly CgroupMount[]): string | undefined {
  for (const { root, point } of mounts) {
    const base = root === '/' ? '' : root;
    if (path === root) return point;
    // A path that climbs lies outside of this process's view.
    if (path.startsWith(`${base}/`) && !path.split('/').includes('..'))
      return point + path.slice(base.length);
  }
  return undefined;
}

/** Files such as memory.events and cpu.stat: a name and a number on each line. */
export function namedNumbers(text: string): ReadonlyMap<string, number> {
  return new Map(
    text
      .split('\n')
      .filter((line) => /^\S+ \d+$/.test(line))
      .map((line) => line.split(' ') as [string, string])
      .map(([name, value]) => [name, Number(value)]),
  );
}

/** The leaf that holds the processes that were in a cgroup before it was divided. */
export const HOST_NAME = 'touchstone-host';

const JOB_NAME = /^touchstone-job-(\d+)-(\d+)-\d+$/;

/** Who made a job's cgroup: a process id, and when that process started, because ids are used again. */
export interface CgroupOwner {
  readonly pid: number;
  readonly startTicks: string;
}

/** A job's cgroup says in its name whose it is. */
export function jobName({ pid, startTicks }: CgroupOwner, number: number): string {
  return `touchstone-job-${pid}-${startTicks}-${number}`;
}

/** Whose cgroup it is; undefined when it is no job's. */
export function ownerOf(name: string): CgroupOwner | undefined {
  const match = JOB_NAME.exec(name);
  return match ? { pid: Number(match[1]), startTicks: match[2]! } : undefined;
}
