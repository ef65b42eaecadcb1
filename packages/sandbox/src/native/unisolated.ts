import type { Availability, Layer } from '../layer.ts';
import { runInFolder } from './in-folder.ts';
import { JobUsers } from './job-users.ts';
import { NATIVE_LANGUAGES } from './languages.ts';
import { commandsOf } from './program.ts';
import { FD } from './script.ts';

/**
 * Native programs with limits and nothing else: they see every file and reach every network that this user does. For
 * programs that are trusted; an option with `unsafe` in its name asks for it, and every result says `none`.
 */
export function unisolatedLayer(): Layer {
  const users = new JobUsers();
  return {
    name: 'unisolated',
    isolation: 'none',
    languages: Object.keys(NATIVE_LANGUAGES),
    contains: 'memory, CPU and output; no files, no network, no secrets',
    async available(name): Promise<Availability> {
      const language = NATIVE_LANGUAGES[name]!;
      if (process.platform === 'win32')
        return { ok: false, reason: 'it needs /bin/sh', fix: 'use an embedded layer' };
      const commands = commandsOf(language);
      if (typeof commands === 'string') {
        return {
          ok: false,
          reason: `${commands} is not installed`,
          fix: `apt-get install ${language.debian}`,
        };
      }
      return { ok: true, detail: [...commands.values()].map(({ path }) => path).join(', ') };
    },
    run: (job) =>
      runInFolder(job, users, { processes: 4, megabytes: 8 }, ({ script, environment, user }) => ({
        command: '/bin/sh',
        arguments: ['-c', `read -r _ <&${FD.gate}; exec ${FD.gate}<&-\n${script}`],
        gate: Buffer.from('\n'),
        environment,
        user,
      })),
    async dispose() {
      // Every run ends its own processes and removes its own folder.
    },
  };
}
