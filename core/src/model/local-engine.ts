import type { Engine } from '../domain/engine.ts';
import { createOnnxruntimeExecutor } from '../tensor/index.ts';
import type { Executor } from '../tensor/index.ts';
import { createAdamWState } from './adamw.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { parseModelConfig } from './config.ts';
import type { ModelConfig, ModelConfigInput } from './config.ts';
import { createLearner } from './learner.ts';
import type { ModelState } from './learner.ts';
import { initialiseParameters } from './parameters.ts';
import { createProgramCache } from './program-cache.ts';
import { createSampler } from './sampler.ts';
import { createTokenizer } from './tokenizer.ts';
import type { TokenizerFiles } from './tokenizer.ts';

/** How to make a local engine. All values can be sent to another process. */
export interface LocalEngineOptions {
  readonly model: ModelConfigInput;
  /** `characterTokenizer(...).files`, or a folder's files from `readModelFolder`. */
  readonly tokenizer: TokenizerFiles;
  /** Seed of the initial weights. */
  readonly seed: number;
  /** Most sequences sampled together. Default 128. */
  readonly slots?: number;
  /** Tokens of one training micro-batch, padding included. Default 2048. */
  readonly tokensPerMicroBatch?: number;
  /**
   * Threads inside one operation of a training step. Default: one per core. Sampling uses one, so that a
   * completion does not depend on which others are sampled with it.
   */
  readonly threads?: number;
}

/** A local engine, with access to its weights for keeping copies of it up to date. */
export interface LocalEngine extends Engine {
  /** A copy of all weights, in the order of `parameterShapes`. */
  exportWeights(): Promise<Float32Array>;
  /** Replaces all weights; optimiser moments stay. */
  importWeights(weights: Float32Array): Promise<void>;
}

/**
 * An engine in this thread: a transformer, its sampler and its optimiser, on onnxruntime. While it computes, the
 * event loop stands still; `createEngineInWorker` has the same interface without that.
 *
 * @param executor the tensor backend. Default: onnxruntime-node on the CPU.
 * @throws Error when the configuration is wrong, the vocabulary is smaller than the tokenizer's, or
 * onnxruntime-node is missing.
 */
export async function createLocalEngine(
  options: LocalEngineOptions,
  executor?: Executor,
): Promise<LocalEngine> {
  const config = parseModelConfig(options.model);
  const tokenizer = createTokenizer(options.tokenizer);
  checkVocabulary(config, tokenizer.vocabularySize);
  const backend = executor ?? (await createOnnxruntimeExecutor({ threads: options.threads }));
  const programs = createProgramCache(backend);
  const state = createState(config, options.seed);
  const packing = {
    tokensPerMicroBatch: options.tokensPerMicroBatch ?? 2048,
    maxTokens: config.max_position_embeddings,
    vocabularySize: config.vocab_size,
  };
  const sampling = { slots: options.slots ?? 128, endTokens: [tokenizer.endToken] };
  return {
    capabilities: { name: 'local', train: true, logProbabilities: true, device: backend.name },
    ...createSampler(config, state.parameters, programs, sampling),
    ...createLearner(state, programs, packing),
    save: (folder) => saveCheckpoint(folder, state, options.tokenizer, tokenizer.endToken),
    load: (folder) => loadCheckpoint(folder, state),
    exportWeights: () => Promise.resolve(state.parameters.flat.slice()),
    importWeights(weights) {
      state.parameters.flat.set(weights);
      return Promise.resolve();
    },
    dispose: () => programs.dispose(),
  };
}

function createState(config: ModelConfig, seed: number): ModelState {
  const parameters = initialiseParameters(config, seed);
  return { config, parameters, optimiser: createAdamWState(parameters.flat.length) };
}

function checkVocabulary(config: ModelConfig, tokens: number): void {
  if (config.vocab_size >= tokens) return;
  throw new Error(
    `model configuration: vocab_size is ${config.vocab_size}, but the tokenizer has ${tokens} tokens; set vocab_size to ${tokens}`,
  );
}
