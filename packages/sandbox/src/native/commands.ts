import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { delimiter } from 'node:path';

/** A command as it is found on this machine. */
export interface FoundCommand {
  readonly path: string;
  /** Folder that must be visible for it to run, when it is not under /usr. */
  readonly folder?: string;
}

/**
 * The real program behind a command's name. Wrappers that are scripts (pyenv's, nvm's) are passed over, because
 * they need their owner's home; so is, for a root whose jobs run under another user id, what only root can reach.
 */
export function findCommand(name: string, path = process.env.PATH ?? ''): FoundCommand | undefined {
  const folders = [...path.split(delimiter), '/usr/local/bin', '/usr/bin', '/bin'].filter(Boolean);
  const seen = new Set<string>();
  for (const folder of folders) {
    const real = resolveProgram(join(folder, name));
    if (!real || seen.has(real)) continue;
    seen.add(real);
    if (isUnder('/usr', real)) return { path: join('/', real) };
    const prefix = dirname(dirname(real));
    if (prefix !== '/' && reachable(real)) return { path: real, folder: prefix };
  }
  return undefined;
}

function resolveProgram(candidate: string): string | undefined {
  try {
    accessSync(candidate, constants.X_OK);
    const real = realpathSync(candidate);
    return isBinary(real) ? real : undefined;
  } catch {
    return undefined;
  }
}

function isBinary(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4);
    readSync(file, head, 0, 4, 0);
    return head.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  } finally {
    closeSync(file);
  }
}

function isUnder(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** Whether a user other than root may pass through every folder on the way. */
function reachable(path: string): boolean {
  if (process.getuid?.() !== 0) return true;
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}
