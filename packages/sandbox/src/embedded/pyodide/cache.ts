import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Other users may not write to what is trusted here. */
const OTHERS_WRITE = 0o022;

/** This user's folder for what can be made again. */
function cacheFolder(): string {
  const { env, platform } = process;
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'touchstone');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'touchstone');
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'touchstone', 'cache');
  return join(homedir(), '.cache', 'touchstone');
}

/** The path of a file that an earlier process kept, if it is there and this user's own. */
export function pathInCache(name: string): string | undefined {
  const folder = cacheFolder();
  const path = join(folder, name);
  return isOwn(folder, 'folder') && isOwn(path, 'file') ? path : undefined;
}

/** Keeps bytes for later processes and says where; undefined where this user has no such folder. */
export function keepInCache(name: string, bytes: Buffer): string | undefined {
  const folder = cacheFolder();
  const path = join(folder, name);
  const partial = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder, 'folder')) return undefined;
    writeFileSync(partial, bytes, { mode: 0o600 });
    // A reader sees all of it or nothing.
    renameSync(partial, path);
    return path;
  } catch {
    rmSync(partial, { force: true });
    return undefined;
  }
}

function isOwn(path: string, kind: 'file' | 'folder'): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !(kind === 'file' ? stats.isFile() : stats.isDirectory())) return false;
  const user = process.getuid?.();
  return user === undefined || (stats.uid === user && (stats.mode & OTHERS_WRITE) === 0);
}
