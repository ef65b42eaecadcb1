import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KINDS = ['job', 'canary', 'pyodide'] as const;
/** A folder's name says whose it is: the process that made it. */
const NAME = new RegExp(`^touchstone-(?:${KINDS.join('|')})-(\\d+)-`);

let swept = false;

/** A folder of this process's own; the first call removes those of processes that were killed before they could. */
export function makeTemporaryFolder(kind: (typeof KINDS)[number]): string {
  if (!swept) {
    swept = true;
    removeAbandoned();
  }
  return mkdtempSync(join(tmpdir(), `touchstone-${kind}-${process.pid}-`));
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = NAME.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
