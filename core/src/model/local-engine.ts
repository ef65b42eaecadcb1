import type { Engine } from '../domain/engine.ts';
import { openExecutor, requirePrecision } from '../tensor/index.ts';
import type { Executor, ExecutorOptions, Precision } from '../tensor/index.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { longestSequence, parseModelConfig } from './config.ts';
import type { ModelConfig, ModelConfigInput } from './config.ts';
import { createState } from './create-state.ts';
import type { NewToken } from './create-state.ts';
import { createLearner } from './learner.ts';
import { trainable } from './model-state.ts';
import { createProgramCache } from './program-cache.ts';
import { createSampler } from './sampler.ts';
import { createTokenizer } from './tokenizer.ts';
import type { TokenizerFiles } from './tokenizer.ts';
import { openWeightStore } from './weight-store.ts';

/**
 * How to make a local engine. All values can be sent to another process.
 *
 * @example
 * const folder = 'runs/quickstart/model';
 * const { model, tokenizer } = await readModelFolder(folder);
 * const options: LocalEngineOptions = { model, tokenizer, folder, seed: 0, gradientCheckpointing: true };
 */
export interface LocalEngineOptions {
  /** The shape of the model, from `readModelFolder` or of a new one. */
  readonly model: ModelConfigInput;
  /** `characterTokenizer(...).files`, or a folder's files from `readModelFolder`. */
  readonly tokenizer: TokenizerFiles;
  /** Folder of the weights to start from. Default: new random weights. */
  readonly folder?: string;
  /** Tokens that the folder's model does not know yet. */
  readonly newTokens?: readonly NewToken[];
  /** Seed of the initial weights and adapters. */
  readonly seed: number;
  /** Most sequences sampled together. Default 128. */
  readonly slots?: number;
  /** Tokens of one training micro-batch, padding included. Default 2048. */
  readonly tokensPerMicroBatch?: number;
  /** Keep only each layer's input for the reverse pass, which computes the layer again. Default false. */
  readonly gradientCheckpointing?: boolean;
  /**
   * Threads inside one operation of a training step. Default: one per core. Sampling uses one, so that a
   * completion does not depend on which others are sampled with it.
   */
  readonly threads?: number;
  /** Where the model runs; `auto` measures and takes the fastest. Default `cpu`. */
  readonly device?: ExecutorOptions['device'];
  /**
   * How training multiplies matrices; `mixed` in 16-bit floats, with a dynamic loss scale. Sampling is in 32 bits.
   * Default `float32`.
   */
  readonly precision?: Precision;
  /** The tensor library. Default `onnxruntime`. */
  readonly backend?: ExecutorOptions['backend'];
}

/**
 * A local engine, with access to its weights for keeping copies of it up to date.
 *
 * @example
 * const copyWeights = async (from: LocalEngine, to: LocalEngine): Promise<void> =>
 *   to.importWeights(await from.exportWeights());
 */
export interface LocalEngine extends Engine {
  /** A copy of the weights that training changes (all, or the adapters), in the order of their entries. */
  exportWeights(): Promise<Float32Array>;
  /** Replaces the weights that training changes; optimiser moments stay. */
  importWeights(weights: Float32Array): Promise<void>;
}

/**
 * An engine in this thread: a transformer, its sampler and its optimiser, on onnxruntime. While it computes, the
 * event loop stands still; `createEngineInWorker` has the same interface without that.
 *
 * @param executor the tensor backend. Default: what `device` and `backend` ask for.
 * @throws Error when the configuration is wrong, the vocabulary is smaller than the tokenizer's, the folder's
 * weights do not fit, or the device or onnxruntime-node is missing.
 *
 * @example
 * const folder = 'runs/quickstart/model';
 * const { model, tokenizer } = await readModelFolder(folder);
 * const engine = await createLocalEngine({ model, tokenizer, folder, seed: 0 });
 * await engine.dispose();
 */
export async function createLocalEngine(
  options: LocalEngineOptions,
  executor?: Executor,
): Promise<LocalEngine> {
  const config = parseModelConfig(options.model);
  const tokenizer = createTokenizer(options.tokenizer);
  checkVocabulary(config, tokenizer.vocabularySize);
  const backend = executor ?? (await openExecutor(options));
  const { precision = 'float32' } = options;
  if (precision === 'mixed') await requirePrecision(backend, precision);
  const programs = createProgramCache(backend);
  const { state, baseFolder } = await createState(config, options);
  const weights = openWeightStore(state, programs);
  const learning = {
    tokensPerMicroBatch: options.tokensPerMicroBatch ?? 2048,
    maxTokens: longestSequence(config),
    vocabularySize: config.vocab_size,
    gradientCheckpointing: options.gradientCheckpointing ?? false,
    precision,
  };
  const { endTokens } = tokenizer;
  const { decode } = tokenizer;
  const sampling = { slots: options.slots ?? 128, endTokens, decode };
  return {
    capabilities: { name: 'local', train: true, logProbabilities: true, device: backend.name },
    ...createSampler(config, weights.use('current'), programs, sampling),
    ...createLearner(weights, programs, learning),
    save: (folder) =>
      weights.read('all', () =>
        saveCheckpoint(folder, state, { tokenizer: options.tokenizer, endTokens, baseFolder }),
      ),
    load: (folder) => weights.edit(() => loadCheckpoint(folder, state)),
    exportWeights: () => weights.read('weights', () => trainable(state).flat.slice()),
    importWeights: (values) => weights.edit(() => trainable(state).flat.set(values)),
    async dispose() {
      weights.dispose();
      await programs.dispose();
    },
  };
}

function checkVocabulary(config: ModelConfig, tokens: number): void {
  if (config.vocab_size >= tokens) return;
  throw new Error(
    `model configuration: vocab_size is ${config.vocab_size}, but the tokenizer has ${tokens} tokens; set vocab_size to ${tokens}`,
  );
}
