import type { Engine } from '../domain/engine.ts';
import { startEngineProcess } from './engine-process.ts';
import type { LocalEngineOptions } from './local-engine.ts';
import type { CallMethod } from './worker-messages.ts';

/**
 * The engine of `createLocalEngine` in a process of its own: the same results, while this process stays free
 * to score rollouts and to answer signals. Errors come back with their message. The worker keeps this process
 * alive only while it is busy, and ends with it; `dispose` ends it at once and fails whatever still waits.
 *
 * @throws Error as `createLocalEngine` does.
 */
export async function createEngineInWorker(options: LocalEngineOptions): Promise<Engine> {
  const worker = startEngineProcess();
  const capabilities = await worker.create(options).catch(async (error: unknown) => {
    await worker.end();
    throw error;
  });
  const call =
    <M extends CallMethod>(method: M) =>
    (...values: Parameters<Engine[M]>) =>
      worker.call(method, values) as ReturnType<Engine[M]>;
  return {
    capabilities,
    sample: (requests, sampling) => worker.sample([requests, sampling]),
    trainCrossEntropy: call('trainCrossEntropy'),
    trainGrpo: call('trainGrpo'),
    logProbabilities: call('logProbabilities'),
    freezeReference: call('freezeReference'),
    save: call('save'),
    load: call('load'),
    dispose: () => worker.end(),
  };
}
