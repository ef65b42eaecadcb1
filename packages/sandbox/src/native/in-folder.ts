import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inconclusive, type Job, type LayerResult } from '../layer.ts';
import { environmentFor } from './environment.ts';
import type { JobUsers } from './job-users.ts';
import { NATIVE_LANGUAGES } from './languages.ts';
import { judgeRun } from './outcome.ts';
import { commandsOf, isCallable, layOut, type Commands } from './program.ts';
import { COMPILE_CPU_SECONDS, FD, runScript } from './script.ts';
import { supervise, type Supervision } from './supervise.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

/** CPU that starting may take before the program does; far more than it does. */
const START_CPU_SECONDS = 5;

/** What a script is run with, once its folder is there. */
export interface InFolder {
  readonly root: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders of the language's commands outside /usr. */
  readonly commandFolders: readonly string[];
  readonly user?: number;
}

/** How the script is started. */
export type Start = (
  job: InFolder,
) => Pick<Supervision, 'command' | 'arguments' | 'environment' | 'user' | 'gate' | 'startMegabytes'>;

/** Runs a job in a folder of its own in the machine's temporary folder, which is removed after it. */
export async function runInFolder(
  job: Job,
  users: JobUsers,
  { endsAlone, ...overhead }: Supervision['overhead'] & { readonly endsAlone?: boolean },
  start: Start,
): Promise<LayerResult> {
  const language = NATIVE_LANGUAGES[job.language]!;
  if (job.calls && !isCallable(job.language)) {
    return inconclusive('unsupported', `functions of ${job.language} cannot be called; give stdin instead`);
  }
  const commands = commandsOf(language) as Commands;
  const user = users.take();
  const root = makeTemporaryFolder('job');
  try {
    const work = join(root, 'work');
    const stdin = join(root, 'stdin');
    const program = layOut(job, language, commands, { work, stdin, root });
    writeFiles(root, work, program.files, user.id);
    const script = runScript({
      job,
      language,
      compile: program.compile,
      run: program.run,
      stdin,
      stays: true,
      endsAlone,
      limitProcesses: users.isRoot,
    });
    const run = await supervise({
      ...start({
        root,
        script: `cd '${work}'\n${script}`,
        environment: environmentFor(language, root),
        commandFolders: [...commands.values()].flatMap(({ folders }) => folders),
        user: user.id,
      }),
      folder: root,
      hasResults: job.calls !== undefined,
      inputs: new Map([[FD.calls, program.calls?.payload ?? Buffer.alloc(0)]]),
      limits: job.limits,
      overhead: {
        processes: overhead.processes + (language.overheadProcesses ?? 0),
        megabytes: overhead.megabytes + (language.overheadMegabytes ?? 0),
      },
      watchesFolder: true,
      stays: true,
      compiles: program.compile !== undefined,
      compileCpuSeconds: program.compile
        ? Math.max(job.limits.cpuSeconds, COMPILE_CPU_SECONDS)
        : START_CPU_SECONDS,
    });
    return judgeRun(run, { job, language, program });
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    user.release();
  }
}

function writeFiles(root: string, work: string, files: ReadonlyMap<string, Buffer>, user?: number): void {
  mkdirSync(work);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  chmodSync(root, 0o700);
  if (user === undefined) return;
  for (const path of [root, work, ...files.keys(), ...foldersOf(work, files)]) chownSync(path, user, user);
}

/** Folders below the working folder that hold files. */
function foldersOf(work: string, files: ReadonlyMap<string, Buffer>): string[] {
  const folders = new Set<string>();
  for (const path of files.keys()) {
    for (let folder = dirname(path); folder.startsWith(`${work}/`); folder = dirname(folder))
      folders.add(folder);
  }
  return [...folders];
}
