import { createAdamWState } from './adamw.ts';
import { loadOptimiser } from './checkpoint.ts';
import type { ModelConfig } from './config.ts';
import type { LocalEngineOptions } from './local-engine.ts';
import { createLossScale } from './loss-scale.ts';
import { initialiseAdapters, mergeAdapters } from './lora.ts';
import { isAdapterFolder, weightsFolderOf } from './model-folder.ts';
import type { ModelState } from './model-state.ts';
import { allocateAdapters, allocateParameters, initialiseParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { isSameLora, readPeft } from './peft.ts';
import { readWeights } from './weight-files.ts';

/**
 * A token that a stored model does not know yet.
 *
 * @example
 * const think: NewToken = { id: 32_000, like: [529, 5171, 29_958] }; // `<`, `think`, `>`
 */
export interface NewToken {
  readonly id: number;
  /** Its rows of the embeddings start as the mean of these tokens' rows: those that spelt it before. */
  readonly like: readonly number[];
}

/** What an engine starts from. */
export type StateOptions = Pick<LocalEngineOptions, 'seed' | 'folder' | 'newTokens' | 'precision'>;

/**
 * The weights that an engine starts from: random, or a folder's. A folder of adapters goes on being trained as such
 * when `config.lora` asks for the same adapters; otherwise they are merged into the weights. Optimiser moments and
 * reference weights are taken over where the folder has them.
 */
export async function createState(
  config: ModelConfig,
  { seed, folder, newTokens = [], precision }: StateOptions,
): Promise<{ state: ModelState; baseFolder?: string }> {
  const adapters = config.lora && allocateAdapters(config);
  if (adapters) initialiseAdapters(adapters, seed);
  const scaled = precision === 'mixed' && { lossScale: createLossScale() };
  if (folder === undefined) {
    if (adapters) throw new Error('model.lora trains adapters of a saved model: set model.path');
    return { state: withOptimiser({ config, parameters: initialiseParameters(config, seed), ...scaled }) };
  }
  const start = await readStartingWeights(config, folder, newTokens, adapters);
  const state = withOptimiser({
    config,
    parameters: start.parameters,
    ...(adapters && { adapters }),
    ...scaled,
  });
  const isWhole = !adapters && start.weightsFolder === folder && newTokens.length === 0;
  if (start.goesOn || isWhole) await loadOptimiser(folder, state);
  return { state, baseFolder: start.weightsFolder };
}

/** The weights of a folder. Its adapters are loaded into `adapters` where they are the same, else merged. */
export async function readStartingWeights(
  config: ModelConfig,
  folder: string,
  newTokens: readonly NewToken[] = [],
  adapters?: Parameters,
): Promise<{ parameters: Parameters; weightsFolder: string; goesOn: boolean }> {
  const weightsFolder = await weightsFolderOf(folder);
  const parameters = allocateParameters(config);
  await readWeights(weightsFolder, config, parameters, newTokens);
  const goesOn = isAdapterFolder(folder) && (await startFromAdapters(folder, config, parameters, adapters));
  return { parameters, weightsFolder, goesOn };
}

function withOptimiser(state: Omit<ModelState, 'optimiser'>): ModelState {
  const { flat } = state.adapters ?? state.parameters;
  return { ...state, optimiser: createAdamWState(flat.length) };
}

/** Loads a folder's adapters, or merges them into the weights; true where they were loaded. */
async function startFromAdapters(
  folder: string,
  config: ModelConfig,
  parameters: Parameters,
  adapters: Parameters | undefined,
): Promise<boolean> {
  const stored = await readPeft(folder, config);
  if (adapters && isSameLora(stored.config.lora!, config.lora!)) {
    adapters.flat.set(stored.adapters.flat);
    return true;
  }
  mergeAdapters(stored.config, parameters, stored.adapters);
  return false;
}
