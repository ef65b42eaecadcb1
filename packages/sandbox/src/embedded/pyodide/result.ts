import { readMessages } from '../../harness/messages.ts';
import { inconclusive, type Job, type LayerResult } from '../../layer.ts';
import { stopReason } from '../../native/outcome.ts';
import type { Supervised } from '../../native/supervise.ts';

interface Frame {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly stop?: string;
  readonly status?: LayerResult['status'];
  readonly reason?: string;
  readonly start?: boolean;
}

/** What a run means, from what was said on its stdout and how it was ended. */
export function readRun(
  run: Supervised,
  job: Job,
  nonce: string,
  packages: ReadonlySet<string>,
): LayerResult {
  const frames = run.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${nonce} `))
    .flatMap((line) => frameOf(line.slice(nonce.length + 1)));
  const text = (channel: 'stdout' | 'stderr'): string => frames.map((frame) => frame[channel] ?? '').join('');
  const calls = job.calls && readMessages(run.stdout, nonce, job.calls);
  const ended = (status: LayerResult['status'], reason?: string): LayerResult => ({
    status,
    ...(reason && { reason }),
    stdout: text('stdout'),
    stderr: text('stderr'),
    ...(job.calls && { results: calls?.results ?? [] }),
    usage: {
      cpuSeconds: Math.max(0, run.sampledCpuSeconds - (run.cpuAtStart ?? 0)),
      wallSeconds: run.wallSeconds,
      ...(run.peakMegabytes !== undefined && { memoryMegabytes: Math.max(0, run.peakMegabytes) }),
    },
  });
  if (run.failure !== undefined) return inconclusive('infrastructure', run.failure);
  if (!frames.some(({ start }) => start)) {
    const why = run.stderr.toString('utf8').trim().slice(0, 500) || run.stop || 'no message';
    return inconclusive('infrastructure', `Pyodide did not take the program: ${why}`);
  }
  if (frames.some(({ stop }) => stop === 'output')) return ended('output-limit', stopReason('output', job));
  if (run.stop === 'cpu') return ended('time-limit', stopReason('cpu', job));
  if (run.stop === 'wall') return { ...ended('time-limit', stopReason('wall', job)), starved: run.starved };
  if (run.stop === 'memory') return ended('memory-limit', stopReason('memory', job));
  if (run.stop !== undefined) return ended('output-limit', stopReason(run.stop, job));
  const last = frames.findLast(({ status }) => status !== undefined);
  const errors = [
    ...(last?.status === 'runtime-error' ? [last.reason ?? ''] : []),
    ...(calls?.loadError === undefined ? [] : [calls.loadError]),
    ...(calls?.results ?? []).flatMap((one) => ('error' in one ? [one.error] : [])),
  ];
  const missing = errors.map((error) => missingIn(error, job.source, packages)).find((what) => what);
  if (missing !== undefined) {
    return { ...ended('unsupported', `${missing} is not there`), ...(job.calls && { results: [] }) };
  }
  if (calls) return calledResult(calls, ended, last?.reason);
  if (last) return ended(last.status!, last.reason);
  return ended('runtime-error', 'the interpreter ended before the program did');
}

function calledResult(
  calls: ReturnType<typeof readMessages>,
  ended: (status: LayerResult['status'], reason?: string) => LayerResult,
  why?: string,
): LayerResult {
  if (calls.compileError !== undefined) return ended('compile-error', calls.compileError);
  if (calls.outOfMemory) return ended('memory-limit', 'memory ran out');
  if (calls.loadError !== undefined) return ended('runtime-error', calls.loadError);
  if (calls.done) return ended('ok');
  const before = `the program ended before call ${calls.results.length + 1} returned`;
  return ended('runtime-error', why ? `${before}: ${why}` : before);
}

const THREADS = ['threading', '_thread', 'concurrent', 'multiprocessing'];

/** Of what CPython has on a machine of its own, what an error says was missing here, if the program asks for it. */
function missingIn(error: string, source: string, packages: ReadonlySet<string>): string | undefined {
  if (error.includes('Cannot stack switch') && /\basync\b/.test(source)) return 'an event loop that waits';
  if (
    error.startsWith("RuntimeError: can't start new thread") &&
    THREADS.some((name) => imports(source, name))
  )
    return 'a second thread';
  if (/^RangeError: Maximum call stack|^RuntimeError: memory access out of bounds/.test(error))
    return 'so deep a stack';
  const name = /^ModuleNotFoundError: No module named '(\w+)/.exec(error)?.[1];
  if (name === undefined || !packages.has(name)) return undefined;
  return imports(source, name) ? `the package "${name}"` : undefined;
}

/** Whether a program has a statement that imports a module, which tells a real error from an invented one. */
function imports(source: string, name: string): boolean {
  return source
    .split(/[\n;:]/)
    .some(
      (statement) => /^\s*(?:import|from)\b/.test(statement) && statement.split(/[\s,.]+/).includes(name),
    );
}

function frameOf(text: string): Frame[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? [value as Frame] : [];
  } catch {
    return [];
  }
}
