import { relative } from 'node:path';

/** A path as the person at this terminal would write it. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near && !near.startsWith('..') ? near : path;
}
