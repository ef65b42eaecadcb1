import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import type { Completion, Engine, EngineCapabilities } from '../domain/engine.ts';
import type { LocalEngine, LocalEngineOptions } from './local-engine.ts';
import type { CallMethod, WorkerReply, WorkerRequest } from './worker-messages.ts';

/** Where the compiled worker is: beside this file, or in `dist` when this file runs from its source. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/model/engine-worker.js' : './engine-worker.js',
  import.meta.url,
);

/** Who hears of a stream of completions. */
export interface StreamHandler {
  readonly onCompletion: (completion: Completion) => void;
  readonly onEnd: () => void;
  readonly onFailure: (error: Error) => void;
}

/** This process's end of an engine's process. */
export interface EngineProcess {
  create(options: LocalEngineOptions): Promise<EngineCapabilities>;
  call<M extends CallMethod>(method: M, ...values: Parameters<LocalEngine[M]>): ReturnType<LocalEngine[M]>;
  /** Samples until the last completion; the function it returns ends it early. */
  stream(values: Parameters<Engine['sample']>, handler: StreamHandler): () => void;
  /** Ends the process at once and fails all requests that still wait. */
  end(): Promise<void>;
}

/**
 * Starts a process that serves one engine. It is a process and not a worker thread because onnxruntime-node
 * aborts the whole program when a thread ends in the middle of a run.
 */
export function startEngineProcess(): EngineProcess {
  const child = fork(WORKER, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const requests = openRequests(child);

  const ask = (message: RequestBody): Promise<WorkerReply> =>
    new Promise((resolve, reject) => {
      requests.open(message, { onReply: resolve, onFailure: reject });
    });

  const answer = async (method: CallMethod, values: readonly unknown[]): Promise<unknown> => {
    const reply = await ask({ kind: 'call', method, values });
    return (reply as Extract<WorkerReply, { kind: 'done' }>).value;
  };

  return {
    async create(options) {
      const reply = await ask({ kind: 'create', options });
      return (reply as Extract<WorkerReply, { kind: 'created' }>).capabilities;
    },
    call: (method, ...values) => answer(method, values) as ReturnType<LocalEngine[typeof method]>,
    stream: (values, { onCompletion, onEnd, onFailure }) =>
      requests.open(
        { kind: 'sample', values },
        {
          onReply: (reply) => (reply.kind === 'completion' ? onCompletion(reply.completion) : onEnd()),
          onFailure,
        },
      ),
    end: () => requests.end(),
  };
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
type RequestBody = WithoutId<WorkerRequest>;

interface ReplyHandler {
  readonly onReply: (reply: WorkerReply) => void;
  readonly onFailure: (error: Error) => void;
}

interface OpenRequests {
  /** Sends a request; the function it returns cancels it, if it is still open. */
  open(message: RequestBody, handler: ReplyHandler): () => void;
  end(): Promise<void>;
}

/** Matches replies to requests. The child keeps this process alive only while a request is open. */
function openRequests(child: ChildProcess): OpenRequests {
  const waiting = new Map<number, ReplyHandler>();
  let nextId = 0;
  let ended: Error | undefined;

  const failAll = (error: Error): void => {
    ended ??= error;
    for (const { onFailure } of waiting.values()) onFailure(ended);
    waiting.clear();
  };
  const kill = (): boolean => child.kill('SIGKILL');

  const receive = (reply: WorkerReply): void => {
    const handler = waiting.get(reply.id);
    if (reply.kind !== 'completion') waiting.delete(reply.id);
    if (waiting.size === 0) release(child);
    if (reply.kind === 'failed') handler?.onFailure(asError(reply));
    else handler?.onReply(reply);
  };

  release(child);
  process.once('exit', kill);
  child.on('message', receive);
  child.on('error', failAll);
  child.on('exit', (code, signal) => {
    process.off('exit', kill);
    failAll(new Error(`the engine's process ended unexpectedly (${signal ?? `exit code ${code}`})`));
  });

  return {
    open(message, handler) {
      const id = nextId++;
      if (ended) {
        handler.onFailure(ended);
        return () => undefined;
      }
      waiting.set(id, handler);
      hold(child);
      child.send({ ...message, id });
      return () => {
        if (waiting.has(id)) child.send({ kind: 'cancel', id } satisfies WorkerRequest);
      };
    },
    async end() {
      failAll(new Error('the engine was disposed'));
      if (child.exitCode !== null || child.signalCode !== null) return;
      hold(child);
      const gone = once(child, 'exit');
      kill();
      await gone;
    },
  };
}

function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function asError({ name, message, stack }: Extract<WorkerReply, { kind: 'failed' }>): Error {
  return Object.assign(new Error(message), { name, stack });
}
