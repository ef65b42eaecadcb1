import type { Job } from '../layer.ts';
import type { NativeLanguage } from './languages.ts';

/** Descriptors of a native run beside the usual three. */
export const FD = { results: 3, status: 4, calls: 5, hold: 6, gate: 7, firstFree: 8 } as const;

/** Where the program's input stands inside. A file, because a program may open /dev/stdin, which a socket refuses. */
export const STDIN_FILE = '/tmp/stdin';
export const WORK_FOLDER = '/tmp/work';

/** A compiler may take longer than the program it compiles. */
export const COMPILE_CPU_SECONDS = 10;
export const COMPILE_MEGABYTES = 512;
/** The shell and the reaper beside the program. */
const OWN_PROCESSES = 4;

export interface ScriptOptions {
  readonly job: Job;
  readonly language: NativeLanguage;
  readonly compile?: readonly string[];
  readonly run: readonly string[];
  /** Whether the count of processes is the job's own, and not that of everything this user runs. */
  readonly limitProcesses: boolean;
  readonly stdin: string;
  /** Waits for the end after the last report. */
  readonly stays?: boolean;
  /**
   * Ends every process that this one may signal when the descriptor that it is held by closes without a word, because
   * whoever started it is gone. Only where those are the job's alone.
   */
  readonly endsAlone?: boolean;
  /** Copies what was compiled to this descriptor. */
  readonly artefactFd?: number;
}

/**
 * The shell script inside the sandbox: limits, compilation, the run, and on the status channel what happened. The
 * program itself never has the status channel open.
 */
export function runScript({
  job,
  language,
  compile,
  run,
  limitProcesses,
  artefactFd,
  stdin,
  stays,
  endsAlone,
}: ScriptOptions): string {
  const { limits } = job;
  const processes = limits.processes + (language.overheadProcesses ?? 0) + OWN_PROCESSES;
  const memory = limits.memoryMegabytes + (language.overheadMegabytes ?? 0);
  // A subshell's end is waited for, and with it those of all that were left to this shell.
  const end = stays ? `read -r _ <&${FD.hold}; (:); exit 0` : 'exit 0';
  const lines = [
    ...(endsAlone ? [`(read -r _ <&${FD.hold} || kill -9 -1) 3>&- 4>&- 5>&- >/dev/null 2>&1 &`] : []),
    'ulimit -c 0',
    `ulimit -f ${Math.ceil((limits.fileMegabytes * 1024 * 1024) / 512)}`,
    'ulimit -n 256',
    ...(limitProcesses ? [`ulimit -u ${processes} 2>/dev/null || ulimit -p ${processes}`] : []),
  ];
  if (compile) {
    lines.push(
      `(${bounds(Math.max(limits.cpuSeconds, COMPILE_CPU_SECONDS), Math.max(memory, COMPILE_MEGABYTES))}; ` +
        `exec ${quoteAll(compile)}) </dev/null >&2 3>&- 4>&- 5>&- 6>&-${artefactFd === undefined ? '' : ` ${artefactFd}>&-`}`,
      'code=$?',
      `if [ $code -ne 0 ]; then times >&4; echo "compile $code" >&4; ${end}; fi`,
      ...(artefactFd === undefined
        ? []
        : [`cat ${language.artefact} >&${artefactFd}; exec ${artefactFd}>&-`]),
    );
  }
  lines.push(
    'echo start >&4; times >&4',
    ...(language.stackMegabytes ? [`ulimit -s ${language.stackMegabytes * 1024} 2>/dev/null`] : []),
    // What cannot fork says nothing here, and that is then this machine's doing: the program has not begun.
    `(echo run >&4; exec 4>&-; ${bounds(limits.cpuSeconds, memory)}; exec ${quoteAll(run)}) <${stdin} 6>&-${artefactFd === undefined ? '' : ` ${artefactFd}>&-`}`,
    'code=$?',
    'times >&4; echo "exit $code" >&4',
    end,
  );
  return lines.join('\n');
}

/** The tree's watcher is finer; these hold where it is late. */
function bounds(cpuSeconds: number, megabytes: number): string {
  return `ulimit -t ${Math.ceil(cpuSeconds) + 1}; ulimit -d ${Math.ceil(megabytes * 1024)}`;
}

function quoteAll(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}

/** What the script reported. */
export interface ScriptReport {
  readonly started: boolean;
  /** Whether there was a process for the program. */
  readonly ran: boolean;
  readonly compileCode?: number;
  readonly exitCode?: number;
  /** CPU of the program, or of the compiler when the program was not reached. */
  readonly cpuSeconds?: number;
}

/** Reads the status channel. */
export function readReport(text: string): ScriptReport {
  const lines = text.split('\n');
  const started = lines.includes('start');
  const number = (word: string): number | undefined => {
    const line = lines.findLast((each) => each.startsWith(`${word} `));
    return line === undefined ? undefined : Number(line.slice(word.length + 1));
  };
  // `times` prints the shell's own user and system time, then those of its children.
  const children = lines.filter((line) => line.includes('m')).map(secondsOf);
  const [before, after] = started ? [children[1], children[3]] : [0, children[1]];
  return {
    started,
    ran: lines.includes('run'),
    compileCode: number('compile'),
    exitCode: number('exit'),
    cpuSeconds: after === undefined ? undefined : after - (before ?? 0),
  };
}

/** `0m0.120000s 0m0.010000s` */
function secondsOf(line: string): number {
  return line
    .split(' ')
    .map((part) => /^(\d+)m([\d.]+)s$/.exec(part))
    .reduce((sum, match) => sum + (match ? Number(match[1]) * 60 + Number(match[2]) : 0), 0);
}
