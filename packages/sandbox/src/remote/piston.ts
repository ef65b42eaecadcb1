import { z } from 'zod';
import { inconclusive, type Job, type Layer } from '../layer.ts';
import { COMPILE_CPU_SECONDS } from '../native/script.ts';
import { NATIVE_LANGUAGES } from '../native/languages.ts';
import { postJson } from './post-json.ts';
import { canCallRemotely, remoteProgram, withResults, type RemoteOutcome } from './remote-program.ts';

/** This package's names for languages, and Piston's. */
const LANGUAGES: Readonly<Record<string, string>> = {
  python: 'python',
  javascript: 'javascript',
  cpp: 'c++',
  c: 'c',
  java: 'java',
  rust: 'rust',
  ruby: 'ruby',
  php: 'php',
  perl: 'perl',
  lua: 'lua',
  shell: 'bash',
};

const phaseSchema = z.object({
  stdout: z.string(),
  stderr: z.string(),
  code: z.number().nullish(),
  signal: z.string().nullish(),
  message: z.string().nullish(),
  /** RE, SG, TO, OL, EL or XX, in newer versions. */
  status: z.string().nullish(),
  cpu_time: z.number().nullish(),
  wall_time: z.number().nullish(),
  memory: z.number().nullish(),
});

const answerSchema = z.object({ compile: phaseSchema.optional(), run: phaseSchema });

/** Runs programs at a Piston service (`POST /api/v2/execute`). Its output limit is its own, 1,024 bytes by default. */
export function pistonLayer({ url }: { readonly url: string }): Layer {
  const address = new URL('api/v2/execute', url.endsWith('/') ? url : `${url}/`).href;
  return {
    name: 'piston',
    isolation: 'declared',
    languages: Object.keys(LANGUAGES),
    contains: `what the service at ${url} says it contains`,
    async available() {
      return { ok: true, detail: address };
    },
    async run(job) {
      if (job.calls && !canCallRemotely(job.language)) {
        return inconclusive(
          'unsupported',
          `functions of ${job.language} cannot be called; give stdin instead`,
        );
      }
      const program = remoteProgram(job);
      const { limits } = job;
      const files = Object.entries(program.files).map(([name, content]) => ({ name, content }));
      const body = {
        language: LANGUAGES[job.language],
        version: '*',
        files: [{ name: NATIVE_LANGUAGES[job.language]!.file, content: program.source }, ...files],
        stdin: program.stdin,
        compile_timeout: COMPILE_CPU_SECONDS * 1000,
        run_timeout: limits.wallSeconds * 1000,
        run_cpu_time: limits.cpuSeconds * 1000,
        run_memory_limit: limits.memoryMegabytes * 2 ** 20,
      };
      const started = performance.now();
      const answer = await postJson(address, body, (limits.wallSeconds + COMPILE_CPU_SECONDS) * 1000);
      return withResults(read(answer, job, (performance.now() - started) / 1000), job, program);
    },
    async dispose() {
      // Nothing of it is kept here.
    },
  };
}

const ENDINGS: Readonly<Record<string, RemoteOutcome['status']>> = {
  TO: 'time-limit',
  OL: 'output-limit',
  EL: 'output-limit',
  XX: 'infrastructure',
};

function read(answer: unknown, job: Job, wallSeconds: number): RemoteOutcome {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new Error(`the answer is not Piston's: ${z.prettifyError(parsed.error)}`);
  const { compile, run } = parsed.data;
  const outcome = (status: RemoteOutcome['status'], reason?: string | null): RemoteOutcome => ({
    status,
    ...(reason && { reason }),
    stdout: run.stdout,
    stderr: run.stderr,
    ...(run.code != null && { exitCode: run.code }),
    ...(run.signal != null && { signal: run.signal }),
    usage: {
      cpuSeconds: (run.cpu_time ?? 0) / 1000,
      wallSeconds,
      ...(run.memory != null && { memoryMegabytes: run.memory / 2 ** 20 }),
    },
  });
  if (compile && compile.code !== 0) return outcome('compile-error', compile.stderr.split('\n')[0]);
  const ending = ENDINGS[run.status ?? ''];
  if (ending !== undefined) return outcome(ending, run.message ?? run.status);
  if (run.memory != null && run.memory >= job.limits.memoryMegabytes * 2 ** 20 && run.signal) {
    return outcome('memory-limit', `more than ${job.limits.memoryMegabytes} MiB of memory`);
  }
  if (run.signal) return outcome('runtime-error', `ended by ${run.signal}`);
  return run.code === 0 ? outcome('ok') : outcome('runtime-error', run.stderr.trimEnd().split('\n').at(-1));
}
