import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const pids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));
const parentOf = (pid) => {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
};

/** Resident memory in MiB of this process's own children, by a word of their command lines. */
export function childMegabytes(word) {
  return pids()
    .filter((pid) => parentOf(pid) === process.pid && read(`/proc/${pid}/cmdline`).includes(word))
    .map((pid) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024);
}

/** What could grow: descriptors, memory, children, processes of jobs' user ids, and files left in /tmp. */
export function footprint() {
  globalThis.gc?.();
  const jobs = pids().filter((pid) => {
    const uid = Number(/Uid:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
    return uid >= 64_000 && uid < 65_000;
  });
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    megabytes: process.memoryUsage().rss / 2 ** 20,
    children: pids().filter((pid) => parentOf(pid) === process.pid).length,
    zombies: pids().filter(
      (pid) => parentOf(pid) === process.pid && /State:\s+Z/.test(read(`/proc/${pid}/status`)),
    ).length,
    jobs: jobs.length,
    files: readdirSync(tmpdir()).filter((name) => /^touchstone-(?:job|canary|pyodide)-/.test(name)).length,
  };
}
