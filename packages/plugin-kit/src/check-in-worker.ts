import { Worker } from 'node:worker_threads';
import type { CheckResult, ContractReport } from './report.ts';
import type { WorkerInput, WorkerMessage } from './worker.ts';

/** After so many deadlines, and this long for the kit's own work, a call's thread is ended. */
const DEADLINES = 2;
const GRACE_MILLISECONDS = 2000;
/** While work is counted calls may take longer; see checks/cost.ts. */
const COUNTING_DEADLINES = 4;
/** Until the plugin is loaded nothing is known of its deadline. */
const LOADING_MILLISECONDS = 60_000;
const MEMORY_MEGABYTES = 2048;

const WORKER = new URL(`./worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

interface Progress {
  plugin: string;
  kind: string;
  patience: number;
  deadline: number;
  check: Pick<CheckResult, 'check' | 'title'>;
  what: string;
  readonly results: CheckResult[];
}

/** How much longer everything may take when it is tried again. */
const SECOND_CHANCE = 3;

/**
 * Checks a plugin, and checks it once more with longer deadlines where a call did not end in time: on a busy machine that
 * may be nobody's fault. A plugin is blamed for what is too slow twice.
 */
export async function checkInWorker(input: WorkerInput): Promise<ContractReport> {
  const report = await checkOnce(input);
  if (!report.results.some(isLate)) return report;
  const second = await checkOnce({ ...input, deadlines: SECOND_CHANCE });
  return second.results.some(isLate) ? report : second;
}

const isLate = ({ state, reason }: CheckResult): boolean =>
  state === 'failed' && reason?.includes('did not end within') === true;

/**
 * Checks a plugin in a thread of its own, which is ended when a call in it never returns: no promise, endless loop or
 * runaway expression of the plugin outlives its test.
 */
async function checkOnce(input: WorkerInput): Promise<ContractReport> {
  const progress: Progress = {
    plugin: input.located.file,
    kind: 'plugin',
    patience: LOADING_MILLISECONDS,
    deadline: 0,
    check: { check: 'definition/loads', title: 'the plugin can be loaded and set up' },
    what: 'loading',
    results: [],
  };
  const worker = new Worker(WORKER, {
    workerData: input,
    // Flags that this process was started with, such as --input-type, may not fit a thread.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
    stdout: true,
    stderr: true,
  });
  try {
    const fault = await follow(worker, progress);
    if (fault !== undefined) progress.results.push({ ...progress.check, state: 'failed', reason: fault });
  } finally {
    await worker.terminate();
  }
  const { plugin, kind, results } = progress;
  return { plugin, kind, results, ok: results.every(({ state }) => state !== 'failed') };
}

/** Listens until the thread is done; gives the sentence for an end that was not meant. */
function follow(worker: Worker, progress: Progress): Promise<string | undefined> {
  return new Promise((settle) => {
    let timer: NodeJS.Timeout;
    const end = (fault?: string): void => {
      clearTimeout(timer);
      settle(fault);
    };
    const wait = (): void => {
      clearTimeout(timer);
      const { what, patience } = progress;
      timer = setTimeout(
        () =>
          end(
            `${what} did not end within ${patience} ms and could not be interrupted, so its thread was ended`,
          ),
        patience,
      );
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'done') end();
      else if (message.type === 'failed') end(message.reason);
      else {
        note(progress, message);
        wait();
      }
    });
    worker.on('error', (error) => end(`${progress.what} brought its thread down: ${error.message}`));
    worker.on('exit', (code) => end(`${progress.what} ended the process with exit code ${code}`));
    wait();
  });
}

function note(progress: Progress, message: WorkerMessage): void {
  if (message.type === 'loaded') {
    progress.plugin = message.plugin;
    progress.kind = message.kind;
    progress.deadline = message.deadlineMilliseconds;
    progress.patience = patienceFor(progress);
    progress.results.push({ ...progress.check, state: 'passed' });
  } else if (message.type === 'started') {
    progress.check = { check: message.check, title: message.title };
    progress.patience = patienceFor(progress);
  } else if (message.type === 'trying') {
    progress.what = message.what;
  } else if (message.type === 'ended') {
    progress.results.push(message.result);
  }
}

function patienceFor({ check, deadline }: Progress): number {
  const deadlines = check.check.endsWith('/linear-work') ? COUNTING_DEADLINES : DEADLINES;
  return deadlines * deadline + GRACE_MILLISECONDS;
}
