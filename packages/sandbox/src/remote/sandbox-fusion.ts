import { z } from 'zod';
import { inconclusive, type Job, type Layer } from '../layer.ts';
import { COMPILE_CPU_SECONDS } from '../native/script.ts';
import { postJson } from './post-json.ts';
import { canCallRemotely, remoteProgram, withResults, type RemoteOutcome } from './remote-program.ts';

/** This package's names for languages, and SandboxFusion's. */
const LANGUAGES: Readonly<Record<string, string>> = {
  python: 'python',
  javascript: 'nodejs',
  cpp: 'cpp',
  java: 'java',
  rust: 'rust',
  php: 'php',
  shell: 'bash',
  lua: 'lua',
  ruby: 'ruby',
  perl: 'perl',
};

const phaseSchema = z.object({
  status: z.enum(['Finished', 'Error', 'TimeLimitExceeded']),
  execution_time: z.number().nullish(),
  return_code: z.number().nullish(),
  stdout: z.string().nullish(),
  stderr: z.string().nullish(),
});

const answerSchema = z.object({
  status: z.enum(['Success', 'Failed', 'SandboxError']),
  message: z.string().nullish(),
  compile_result: phaseSchema.nullish(),
  run_result: phaseSchema.nullish(),
});

/** Runs programs at a SandboxFusion service (`POST /run_code`). It tells neither memory nor signals. */
export function sandboxFusionLayer({ url }: { readonly url: string }): Layer {
  const address = new URL('run_code', url.endsWith('/') ? url : `${url}/`).href;
  return {
    name: 'sandbox-fusion',
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
      const body = {
        code: program.source,
        language: LANGUAGES[job.language],
        stdin: program.stdin,
        compile_timeout: COMPILE_CPU_SECONDS,
        run_timeout: limits.cpuSeconds,
        memory_limit_MB: limits.memoryMegabytes,
        files: Object.fromEntries(
          Object.entries(program.files).map(([name, text]) => [name, Buffer.from(text).toString('base64')]),
        ),
        fetch_files: [],
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

function read(answer: unknown, job: Job, wallSeconds: number): RemoteOutcome {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new Error(`the answer is not SandboxFusion's: ${z.prettifyError(parsed.error)}`);
  const { status, message, compile_result: compiled, run_result: ran } = parsed.data;
  const outcome = (kind: RemoteOutcome['status'], reason?: string): RemoteOutcome => ({
    status: kind,
    ...(reason && { reason }),
    stdout: ran?.stdout ?? '',
    stderr: ran?.stderr ?? compiled?.stderr ?? '',
    ...(ran?.return_code != null && { exitCode: ran.return_code }),
    usage: { cpuSeconds: ran?.execution_time ?? 0, wallSeconds },
  });
  if (status === 'SandboxError') return outcome('infrastructure', message ?? 'the service failed');
  if (compiled && compiled.status !== 'Finished') {
    return outcome('compile-error', compiled.stderr?.split('\n')[0] ?? 'the program does not compile');
  }
  if (compiled?.return_code) return outcome('compile-error', compiled.stderr?.split('\n')[0]);
  if (!ran) return outcome('infrastructure', message ?? 'the service gave no result of the run');
  if (ran.status === 'TimeLimitExceeded')
    return outcome('time-limit', `more than ${job.limits.cpuSeconds} s`);
  if (ran.status === 'Error' || ran.return_code) {
    return outcome(
      'runtime-error',
      ran.stderr?.trimEnd().split('\n').at(-1) ?? `exit code ${ran.return_code}`,
    );
  }
  return outcome('ok');
}
