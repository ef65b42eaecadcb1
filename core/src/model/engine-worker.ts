/** The process of `createEngineInWorker`: owns a local engine and serves its parent's requests. */
import type { Engine } from '../domain/engine.ts';
import { createLocalEngine } from './local-engine.ts';
import type { LocalEngine } from './local-engine.ts';
import type { WorkerReply, WorkerRequest } from './worker-messages.ts';

const streaming = new Set<number>();
let engine: LocalEngine | undefined;

const reply = (message: WorkerReply): void => {
  process.send!(message);
};

// Ctrl-C reaches every process of the terminal's group; the parent decides what it means.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (request: WorkerRequest) => {
  serve(request).catch((error: unknown) => {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    reply({ kind: 'failed', id: request.id, name, message, stack });
  });
});

async function serve(request: WorkerRequest): Promise<void> {
  const { id } = request;
  if (request.kind === 'create') {
    engine = await createLocalEngine(request.options);
    reply({ kind: 'created', id, capabilities: engine.capabilities });
  } else if (request.kind === 'sample') {
    await streamCompletions(id, engine!.sample(...request.values));
  } else if (request.kind === 'cancel') {
    streaming.delete(id);
  } else {
    const method = engine![request.method] as (...values: readonly unknown[]) => Promise<unknown>;
    reply({ kind: 'done', id, value: await method(...request.values) });
  }
}

async function streamCompletions(id: number, completions: ReturnType<Engine['sample']>): Promise<void> {
  streaming.add(id);
  for await (const completion of completions) {
    if (!streaming.has(id)) break;
    reply({ kind: 'completion', id, completion });
  }
  streaming.delete(id);
  reply({ kind: 'done', id, value: undefined });
}
