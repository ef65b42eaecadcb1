import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders whose code is not the plugin's: the kit's own and the core's. */
const OWN = [
  fileURLToPath(new URL('..', import.meta.url)),
  `${dirname(fileURLToPath(import.meta.resolve('@touchstone-rl/core')))}/`,
];

/** Folders of services of a run: what they call, in libraries of their own too, is not the plugin's doing. */
const SERVICES: string[] = [];

/** Takes the code of a folder for that of a service. */
export function doNotAttribute(folder: string): void {
  SERVICES.push(`${folder}/`);
}

/** Whether a script belongs to the kit, to the core or to Node. */
export function isForeign(url: string): boolean {
  if (url === '' || url.startsWith('node:')) return true;
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  return [...OWN, ...SERVICES].some((folder) => path.startsWith(folder));
}

/** Code of modules that are being loaded has their loader below it. */
const LOADER = 'node:internal/modules/';

/**
 * Where the plugin made the call that is being looked at: `file:line`, or nothing when it was not the plugin.
 * `direct`: not through a function of Node, which may look around for reasons of its own. `loaded`: not while a module
 * is loaded, which happens once, also when it is the first call that asks for it.
 */
export function callerInPlugin({ direct = false, loaded = false } = {}): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  const { stack = '' } = new Error('looking for the caller');
  Error.stackTraceLimit = stackTraceLimit;
  if (SERVICES.some((folder) => stack.includes(folder))) return undefined;
  if (loaded && stack.includes(LOADER)) return undefined;
  for (const line of stack.split('\n').slice(1)) {
    const place = /\(?((?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()]*?):(\d+):\d+\)?$/.exec(line.trim());
    if (!place) continue;
    const [, url = '', row = ''] = place;
    // A module that is being loaded, which is not the plugin's doing.
    if (url.startsWith(LOADER)) return undefined;
    if (url.startsWith('node:') && direct) return undefined;
    if (url.startsWith('node:')) continue;
    if (url.startsWith(OWN[0]!) || url.startsWith(`file://${OWN[0]}`)) continue;
    return isForeign(url) ? undefined : `${url.replace('file://', '')}:${row}`;
  }
  return undefined;
}

/** The package of a place in `node_modules`: its folder, or nothing for code that is in none. */
export function packageOf(place: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(place.replaceAll('\\', '/'))?.[0];
}
