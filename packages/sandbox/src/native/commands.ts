import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

/** A command as it is found on this machine. */
export interface FoundCommand {
  readonly path: string;
  /** Folders outside of /usr that must be visible for it to run. */
  readonly folders: readonly string[];
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
    const inUsr = isUnder('/usr', real);
    const prefix = dirname(dirname(real));
    if (!inUsr && (prefix === '/' || !reachable(real))) continue;
    const folders = inUsr ? [] : [prefix];
    const environment = environmentOf(folder);
    // Python finds what is installed in a virtual environment by the path that it is started by.
    return environment === undefined
      ? { path: join('/', real), folders }
      : { path: join(environment, 'bin', name), folders: [...folders, environment] };
  }
  return undefined;
}

/** The virtual environment of Python whose programs are in a folder, unless only root can reach it. */
function environmentOf(folder: string): string | undefined {
  try {
    const root = realpathSync(dirname(folder));
    const isOne = basename(folder) === 'bin' && existsSync(join(root, 'pyvenv.cfg'));
    return isOne && reachable(join(root, 'bin', 'python3')) ? root : undefined;
  } catch {
    return undefined;
  }
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
