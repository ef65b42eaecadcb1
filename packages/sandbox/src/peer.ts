import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Where an optional package is: beside this one, or beside the program that is run. Installing it is the user's
 * choice, because of its size.
 */
export function resolvePeer(name: string): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // Not there.
    }
  }
  return undefined;
}
