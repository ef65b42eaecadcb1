import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TouchstoneError, type ResolvedConfig } from '../kernel/index.ts';
import {
  adapterTargets,
  characterTokenizer,
  createTokenizer,
  parseModelConfig,
  readModelFolder,
  withThinkTokens,
  type LocalEngineOptions,
  type ModelConfig,
  type Tokenizer,
} from '../model/index.ts';

type ModelSettings = ResolvedConfig['settings']['model'];

/** Base of the rotary frequencies of a model trained from scratch. */
const DEFAULT_ROPE_THETA = 10_000;

/**
 * What an engine is made of, and the tokenizer that belongs to it.
 *
 * @example
 * const asText = ({ folder = 'new weights', tokenizer }: StartingModel): string =>
 *   `${folder}, ${tokenizer.vocabularySize} tokens`;
 */
export interface StartingModel extends Pick<LocalEngineOptions, 'model' | 'folder' | 'newTokens'> {
  readonly tokenizer: Tokenizer;
}

/**
 * The model that a config starts from: a folder's, changed as the config asks, or one of the configured shape.
 *
 * @example
 * const { settings } = await resolveConfig({ model: { hiddenSize: 64, layers: 2 } });
 * const { model, tokenizer } = await startingModel(settings.model); // new weights, a tokenizer of characters
 * const { folder } = await startingModel(settings.model, 'runs/quickstart/model'); // the weights of the folder
 */
export async function startingModel(settings: ModelSettings, path?: string): Promise<StartingModel> {
  return path === undefined ? newModel(settings) : savedModel(settings, path);
}

function newModel(settings: ModelSettings): StartingModel {
  const tokenizer = characterTokenizer({ characters: settings.characters });
  if (settings.lora) {
    throw new TouchstoneError({
      code: 'LORA_WITHOUT_MODEL',
      message: 'adapters are trained on a saved model, and the config names none',
      place: 'model.lora',
      fix: 'set model.path to a model folder, or remove model.lora',
    });
  }
  return {
    tokenizer,
    model: {
      vocab_size: tokenizer.vocabularySize,
      hidden_size: settings.hiddenSize,
      intermediate_size: settings.intermediateSize,
      num_hidden_layers: settings.layers,
      num_attention_heads: settings.heads,
      num_key_value_heads: settings.keyValueHeads,
      max_position_embeddings: settings.maxPromptTokens + settings.maxResponseTokens,
      rope_theta: settings.ropeTheta ?? DEFAULT_ROPE_THETA,
    },
  };
}

async function savedModel(settings: ModelSettings, path: string): Promise<StartingModel> {
  if (!existsSync(join(path, 'config.json')) && !existsSync(join(path, 'adapter_config.json'))) {
    throw new TouchstoneError({
      code: 'MODEL_MISSING',
      message: 'the folder holds no model',
      place: join(path, 'config.json'),
      fix: 'give a folder with config.json, model.safetensors and tokenizer.json, such as RUN/model',
    });
  }
  const stored = await understood(path, () => readModelFolder(path));
  const { model, tokenizer, newTokens } = await understood(path, () =>
    withThinkTokens(stored.model, stored.tokenizer, settings.thinkTokens),
  );
  if (settings.lora && newTokens.length > 0) {
    throw new TouchstoneError({
      code: 'LORA_NEW_TOKENS',
      message: 'adapters leave the embeddings of new tokens untrained and unsaved',
      place: 'model.thinkTokens',
      value: settings.thinkTokens,
      fix: `make a base model that has them: touchstone export ${path} --think-tokens add --out BASE; then set model.path to BASE`,
    });
  }
  return {
    folder: path,
    newTokens,
    tokenizer: await understood(path, () => createTokenizer(tokenizer)),
    model: await understood(path, () => parseModelConfig(withLora(extendContext(model, settings), settings))),
  };
}

/** Raises the rotary base, and with it the longest sequence, as far as the config asks. */
function extendContext(model: ModelConfig, settings: ModelSettings): ModelConfig {
  const contextTokens = settings.maxPromptTokens + settings.maxResponseTokens;
  const { ropeTheta } = settings;
  if (ropeTheta === undefined || ropeTheta === model.rope_theta) return { ...model, contextTokens };
  const scaling = { ...model.rope_scaling, ...model.rope_parameters };
  const type = scaling['rope_type'] ?? scaling['type'] ?? 'default';
  if (type !== 'default') {
    throw new TouchstoneError({
      code: 'ROPE_SCALED',
      message: `the model scales its rotary positions already (${String(type)}); another base would be added to that`,
      place: 'model.ropeTheta',
      value: ropeTheta,
      fix: 'leave model.ropeTheta out',
    });
  }
  return {
    ...model,
    rope_theta: ropeTheta,
    ...(model.rope_parameters && { rope_parameters: { ...model.rope_parameters, rope_theta: ropeTheta } }),
    max_position_embeddings: Math.max(model.max_position_embeddings, contextTokens),
    contextTokens,
  };
}

function withLora(model: ModelConfig, { lora }: ModelSettings): ModelConfig {
  if (!lora) return model;
  const all = adapterTargets(model).filter((name) => name !== 'lm_head');
  return { ...model, lora: { ...lora, targets: lora.targets === 'all-linear' ? all : lora.targets } };
}

/** What a model folder says wrongly is an error of the folder, not a defect. */
async function understood<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new TouchstoneError({
      code: 'MODEL_UNSUPPORTED',
      message: `the model cannot be used: ${messageOf(cause)}`,
      place: path,
      cause,
    });
  }
}
