import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Engine } from '../domain/index.ts';
import { messageOf, TouchstoneError, type ResolvedConfig } from '../kernel/index.ts';
import {
  characterTokenizer,
  createEngineInWorker,
  createTokenizer,
  readModelFolder,
  type ModelConfigInput,
  type Tokenizer,
} from '../model/index.ts';
import type { Codec } from './context.ts';

/** An engine with the codec of its tokenizer. */
export interface RunEngine {
  readonly engine: Engine;
  readonly codec: Codec;
}

/** Makes the engine that a config asks for: a model folder, or a new model of the configured shape. */
export async function createRunEngine(config: ResolvedConfig, modelPath?: string): Promise<RunEngine> {
  const { model, engine, seed } = config.settings;
  const path = modelPath ?? (model.path && resolve(config.folder, model.path));
  const start = path === undefined ? newModel(model) : await savedModel(path);
  const created = await createEngineInWorker({
    model: start.model,
    tokenizer: start.tokenizer.files,
    seed,
    threads: engine.threads,
    slots: engine.samplingSlots,
  });
  const loadable = { ...created, load: (folder: string) => loadModel(created, folder) };
  if (path !== undefined) await loadable.load(path);
  return { engine: loadable, codec: codecOf(start.tokenizer) };
}

/** Loads a saved model; what does not fit this one is refused with its folder. */
async function loadModel(engine: Engine, folder: string): Promise<void> {
  try {
    await engine.load(folder);
  } catch (cause) {
    throw new TouchstoneError({
      code: 'MODEL_MISMATCH',
      message: `the saved model cannot be loaded into this one: ${messageOf(cause)}`,
      place: join(folder, 'model.safetensors'),
      fix: 'use a model of the shape that the config asks for, or start from its folder with model.path',
      cause,
    });
  }
}

type ModelSettings = ResolvedConfig['settings']['model'];

interface Start {
  readonly model: ModelConfigInput;
  readonly tokenizer: Tokenizer;
}

function newModel(settings: ModelSettings): Start {
  const tokenizer = characterTokenizer({ characters: settings.characters });
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
      rope_theta: settings.ropeTheta,
    },
  };
}

async function savedModel(path: string): Promise<Start> {
  if (!existsSync(join(path, 'config.json'))) {
    throw new TouchstoneError({
      code: 'MODEL_MISSING',
      message: 'the folder holds no model',
      place: join(path, 'config.json'),
      fix: 'give a folder with config.json, model.safetensors and tokenizer.json, such as RUN/model',
    });
  }
  const { model, tokenizer } = await readModelFolder(path);
  return { model, tokenizer: createTokenizer(tokenizer) };
}

function codecOf(tokenizer: Tokenizer): Codec {
  return {
    endOfSequence: tokenizer.endToken,
    encodePrompt: ({ prompt }) => tokenizer.encodeChat(prompt),
    encodeResponse: (text) => [...tokenizer.encode(text), tokenizer.endToken],
    decode: (tokens) => tokenizer.decode(tokens.at(-1) === tokenizer.endToken ? tokens.slice(0, -1) : tokens),
  };
}
