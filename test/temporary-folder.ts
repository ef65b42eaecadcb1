import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variables by which Node, on any system, and the programs it starts find the folder for temporary files. */
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];

/**
 * Gives a whole run of the tests one temporary folder, and removes it at the end. The name is short, because a
 * path to a Unix socket has about a hundred characters; the mode is that of /tmp, because jobs of the sandbox run
 * as other users.
 */
export default function setup(): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ts-')));
  chmodSync(folder, 0o1777);
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
