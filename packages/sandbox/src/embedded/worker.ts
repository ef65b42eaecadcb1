import { createEngine } from './engines.ts';
import type { EngineName, WorkerReply, WorkerRequest } from './engine.ts';

/** A worker process: serves one engine until its pool goes away. Its environment is empty. */
const send = (reply: WorkerReply): void => void process.send!(reply);

process.on('disconnect', () => process.exit());
try {
  const engine = await createEngine(process.argv[2] as EngineName);
  process.on('message', ({ id, job }: WorkerRequest) => {
    engine(job, (results) => send({ id, results })).then(
      (result) => send({ id, result }),
      (error: unknown) => send({ id, fault: error instanceof Error ? error.message : String(error) }),
    );
  });
  send({ ready: true });
} catch (error) {
  send({ failed: error instanceof Error ? error.message : String(error) });
}
