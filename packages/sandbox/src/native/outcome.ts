import { readMessages } from '../harness/messages.ts';
import type { Job, LayerResult } from '../layer.ts';
import { inconclusive } from '../layer.ts';
import type { NativeLanguage } from './languages.ts';
import type { NativeProgram } from './program.ts';
import { readReport } from './script.ts';
import type { Supervised } from './supervise.ts';

const SIGNALS: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/** What a supervised run means, from what the watcher, the script and the harness say. */
export function judgeRun(
  run: Supervised,
  { job, language, program }: { job: Job; language: NativeLanguage; program: NativeProgram },
): LayerResult {
  const report = readReport(run.status);
  const { limits } = job;
  const cpuSeconds = Math.max(report.cpuSeconds ?? 0, run.sampledCpuSeconds, run.treeCpuSeconds ?? 0);
  const stdout = run.stdout.toString('utf8');
  const stderr = run.stderr.toString('utf8');
  const calls = job.calls && program.calls && readMessages(run.results, program.calls.nonce, job.calls);
  const signal =
    report.exitCode !== undefined && report.exitCode > 128 ? SIGNALS[report.exitCode - 128] : undefined;
  const shared = {
    stdout,
    stderr,
    ...(job.calls && { results: calls?.results ?? [] }),
    ...(report.exitCode !== undefined && { exitCode: report.exitCode }),
    ...(signal !== undefined && { signal }),
    usage: {
      cpuSeconds,
      wallSeconds: run.wallSeconds,
      ...(run.peakMegabytes !== undefined && { memoryMegabytes: run.peakMegabytes }),
    },
  };
  const ended = (status: LayerResult['status'], reason?: string): LayerResult => ({
    ...shared,
    status,
    ...(reason !== undefined && { reason }),
  });

  if (run.failure !== undefined) return inconclusive('infrastructure', run.failure);
  const compiling = !report.started && program.compile !== undefined;
  if (compiling && report.compileCode !== undefined) {
    return ended(
      'compile-error',
      firstLine(stderr, /error/i) ?? `the compiler ended with ${report.compileCode}`,
    );
  }
  if (compiling && run.stop)
    return ended('compile-error', `the compiler was ended: ${stopReason(run.stop, job)}`);
  if (!report.started && !run.stop) {
    return inconclusive('infrastructure', `the sandbox did not start: ${firstLine(stderr) ?? 'no message'}`);
  }
  if (report.started && !report.ran && !run.stop) {
    const why = lastLine(stderr) ?? 'no message';
    return inconclusive('infrastructure', `this machine had no process left for the program: ${why}`);
  }
  switch (run.stop) {
    case 'cpu':
      return ended('time-limit', stopReason('cpu', job));
    case 'wall':
      return { ...ended('time-limit', stopReason('wall', job)), starved: run.starved };
    case 'memory':
      return ended('memory-limit', stopReason('memory', job));
    case 'output':
    case 'results':
      return ended('output-limit', stopReason(run.stop, job));
    case 'files':
      return ended('runtime-error', stopReason('files', job));
    case 'processes':
      return ended('runtime-error', stopReason('processes', job));
    case undefined:
  }
  if (signal === 'SIGXCPU' || (signal === 'SIGKILL' && cpuSeconds >= limits.cpuSeconds)) {
    return ended('time-limit', stopReason('cpu', job));
  }
  if (signal === 'SIGXFSZ')
    return ended('runtime-error', `it wrote more than ${limits.fileMegabytes} MiB to a file`);
  if (report.exitCode !== 0 && language.outOfMemory?.test(stderr)) {
    return ended('memory-limit', stopReason('memory', job));
  }
  if (calls) return judgeCalls(calls, ended, report.exitCode);
  if (report.exitCode === 0) return ended('ok');
  if (language.syntaxError?.test(stderr)) return ended('compile-error', lastLine(stderr));
  return ended(
    'runtime-error',
    signal ? `ended by ${signal}` : (lastLine(stderr) ?? `exit code ${report.exitCode}`),
  );
}

function judgeCalls(
  calls: ReturnType<typeof readMessages>,
  ended: (status: LayerResult['status'], reason?: string) => LayerResult,
  exitCode: number | undefined,
): LayerResult {
  if (calls.compileError !== undefined) return ended('compile-error', calls.compileError);
  if (calls.outOfMemory) return ended('memory-limit', 'memory ran out');
  if (calls.loadError !== undefined) return ended('runtime-error', calls.loadError);
  if (calls.done) return ended('ok');
  return ended(
    'runtime-error',
    `the program ended (exit code ${exitCode}) before call ${calls.results.length + 1} returned`,
  );
}

/** One sentence for a limit that was exceeded. */
export function stopReason(stop: NonNullable<Supervised['stop']>, { limits }: Job): string {
  switch (stop) {
    case 'cpu':
      return `more than ${limits.cpuSeconds} s of CPU time`;
    case 'wall':
      return `more than ${limits.wallSeconds} s of wall time`;
    case 'memory':
      return `more than ${limits.memoryMegabytes} MiB of memory`;
    case 'processes':
      return `more than ${limits.processes} processes and threads`;
    case 'files':
      return `more than ${limits.fileMegabytes} MiB of files`;
    case 'output':
      return `more than ${limits.outputKilobytes} KiB of output`;
    case 'results':
      return 'results too large to carry';
  }
}

function firstLine(text: string, having?: RegExp): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (having ? (lines.find((line) => having.test(line)) ?? lines[0]) : lines[0])?.slice(0, 500);
}

/** The line that names the error: interpreters put it last, or above a stack. */
function lastLine(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => ERROR_LINE.test(line)) ?? lines.at(-1))?.slice(0, 500);
}

const ERROR_LINE = /^(?:\S*(?:Error|Exception)\b|thread '|panic: |terminate called)/;
