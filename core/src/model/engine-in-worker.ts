import { availableParallelism } from 'node:os';

import type { Completion, Engine } from '../domain/engine.ts';
import { createAsyncQueue } from './async-queue.ts';
import { startEngineProcess } from './engine-process.ts';
import type { EngineProcess } from './engine-process.ts';
import type { LocalEngineOptions } from './local-engine.ts';
import { shardRequests } from './shard-requests.ts';

/**
 * How to make an engine in worker processes.
 *
 * @example
 * const folder = 'runs/quickstart/model';
 * const { model, tokenizer } = await readModelFolder(folder);
 * const options: WorkerEngineOptions = { model, tokenizer, folder, seed: 0, samplers: 2, slots: 32 };
 */
export interface WorkerEngineOptions extends LocalEngineOptions {
  /**
   * Processes that sample. The first of them also trains; the others hold a copy of the weights. Completions do
   * not depend on their number, only the order in which they finish. Default: one per core, at most four.
   */
  readonly samplers?: number;
}

/** Most sampling processes that are started without being asked for. */
const DEFAULT_SAMPLERS = 4;

/**
 * The engine of `createLocalEngine` in processes of its own: the same results, while this process stays free
 * to score rollouts and to answer signals. Errors come back with their message. The workers keep this process
 * alive only while they are busy, and end with it; `dispose` ends them at once and fails whatever still waits.
 *
 * @throws Error as `createLocalEngine` does.
 *
 * @example
 * const folder = 'runs/quickstart/model';
 * const { model, tokenizer: files } = await readModelFolder(folder);
 * const tokenizer = createTokenizer(files);
 * const engine = await createEngineInWorker({ model, tokenizer: files, folder, seed: 1 });
 * const promptTokens = tokenizer.encodeChat([{ role: 'user', content: '12+7=' }]);
 * const requests = [{ id: '1', promptTokens, randomSeed: 0 }];
 * for await (const { tokens } of engine.sample(requests, { maxTokens: 64 })) console.log(tokenizer.decode(tokens));
 * await engine.dispose();
 */
export async function createEngineInWorker(options: WorkerEngineOptions): Promise<Engine> {
  const { samplers = Math.min(availableParallelism(), DEFAULT_SAMPLERS), slots = 128, ...rest } = options;
  const processes = Array.from({ length: Math.max(1, samplers) }, startEngineProcess);
  const dispose = async (): Promise<void> => {
    await Promise.all(processes.map((worker) => worker.end()));
  };
  const share = { ...rest, slots: Math.ceil(slots / processes.length) };
  const created = await Promise.all(processes.map((worker) => worker.create(share))).catch(
    async (error: unknown) => {
      await dispose();
      throw error;
    },
  );
  return { capabilities: created[0]!, ...engineOver(processes[0]!, processes.slice(1)), dispose };
}

/** The engine whose first process trains, and whose others follow its weights. */
function engineOver(
  learner: EngineProcess,
  followers: readonly EngineProcess[],
): Omit<Engine, 'capabilities' | 'dispose'> {
  let followersAreStale = false;

  const changing = <T>(work: Promise<T>): Promise<T> => {
    followersAreStale = true;
    return work;
  };

  const updateFollowers = async (): Promise<void> => {
    if (!followersAreStale || followers.length === 0) return;
    followersAreStale = false;
    const weights = await learner.call('exportWeights');
    await Promise.all(followers.map((follower) => follower.call('importWeights', weights)));
  };

  return {
    async *sample(requests, sampling) {
      await updateFollowers();
      const processes = [learner, ...followers];
      yield* streamTogether(
        shardRequests(requests, processes.length).map(
          (shard, i) => [processes[i]!, [shard, sampling]] as const,
        ),
      );
    },
    trainCrossEntropy: (...values) => changing(learner.call('trainCrossEntropy', ...values)),
    trainGrpo: (...values) => changing(learner.call('trainGrpo', ...values)),
    logProbabilities: (...values) => learner.call('logProbabilities', ...values),
    freezeReference: () => learner.call('freezeReference'),
    save: (folder) => learner.call('save', folder),
    load: (folder) => changing(learner.call('load', folder)),
  };
}

/** Completions of several processes as they finish; leaving the iteration early ends them all. */
async function* streamTogether(
  jobs: readonly (readonly [EngineProcess, Parameters<Engine['sample']>])[],
): AsyncGenerator<Completion> {
  const queue = createAsyncQueue<Completion>();
  let open = jobs.length;
  const onEnd = (): void => {
    open -= 1;
    if (open === 0) queue.end();
  };
  const cancels = jobs.map(([worker, values]) =>
    worker.stream(values, { onCompletion: queue.push, onEnd, onFailure: queue.fail }),
  );
  try {
    yield* queue;
  } finally {
    for (const cancel of cancels) cancel();
  }
}
