import { join, resolve } from 'node:path';
import type { Engine } from '../domain/index.ts';
import { messageOf, TouchstoneError, type ResolvedConfig } from '../kernel/index.ts';
import { createEngineInWorker, type Tokenizer, type WorkerEngineOptions } from '../model/index.ts';
import type { Codec } from './context.ts';
import { planRunMemory, requireMemory } from './run-memory.ts';
import { startingModel } from './starting-model.ts';

/**
 * An engine with the codec of its tokenizer.
 *
 * @example
 * const respond = async ({ engine, codec }: RunEngine, seed: Seed): Promise<string> => {
 *   const request = { id: seed.id, promptTokens: codec.encodePrompt(seed), randomSeed: 0 };
 *   for await (const { tokens } of engine.sample([request], { maxTokens: 64 })) return codec.decode(tokens);
 *   throw new Error('the engine gave no completion');
 * };
 */
export interface RunEngine {
  readonly engine: Engine;
  readonly codec: Codec;
}

/**
 * Makes the engine that a config asks for: a model folder, or a new model of the configured shape.
 *
 * @example
 * const config = await loadConfig('touchstone.config.ts');
 * const { engine, codec } = await createRunEngine(config, 'runs/quickstart/model');
 * codec.decode(codec.encodeResponse('<think>6*7=42</think>42')); // '<think>6*7=42</think>42'
 * await engine.dispose();
 */
export async function createRunEngine(config: ResolvedConfig, modelPath?: string): Promise<RunEngine> {
  const { model, engine, seed } = config.settings;
  const path = modelPath ?? (model.path && resolve(config.folder, model.path));
  const { tokenizer, ...start } = await startingModel(model, path);
  const memory = planRunMemory(config.settings, start.model);
  requireMemory(config.settings, memory);
  const created = await makeEngine(path, {
    ...start,
    tokenizer: tokenizer.files,
    seed,
    threads: engine.threads,
    slots: memory.slots,
    samplers: memory.samplers,
    tokensPerMicroBatch: memory.tokensPerMicroBatch,
    gradientCheckpointing: memory.gradientCheckpointing,
    device: engine.device,
    backend: engine.backend,
    precision: engine.precision,
  });
  const loadable = { ...created, load: (folder: string) => loadModel(created, folder) };
  return { engine: loadable, codec: codecOf(tokenizer) };
}

async function makeEngine(path: string | undefined, options: WorkerEngineOptions): Promise<Engine> {
  try {
    return await createEngineInWorker(options);
  } catch (cause) {
    if (path === undefined) throw cause;
    throw mismatch(path, cause);
  }
}

/** Loads a saved model; what does not fit this one is refused with its folder. */
async function loadModel(engine: Engine, folder: string): Promise<void> {
  try {
    await engine.load(folder);
  } catch (cause) {
    throw mismatch(folder, cause);
  }
}

function mismatch(folder: string, cause: unknown): TouchstoneError {
  return new TouchstoneError({
    code: 'MODEL_MISMATCH',
    message: `the saved model cannot be loaded into this one: ${messageOf(cause)}`,
    place: join(folder, 'model.safetensors'),
    fix: 'use a model of the shape that the config asks for, or start from its folder with model.path',
    cause,
  });
}

function codecOf(tokenizer: Tokenizer): Codec {
  const { endToken, endTokens } = tokenizer;
  const isEnd = (token: number | undefined): boolean => token !== undefined && endTokens.includes(token);
  return {
    endOfSequence: endToken,
    isEnd,
    encodePrompt: ({ prompt }) => tokenizer.encodeChat(prompt),
    encodeResponse: (text) => [...tokenizer.encode(text), endToken],
    decode: (tokens) => tokenizer.decode(isEnd(tokens.at(-1)) ? tokens.slice(0, -1) : tokens),
  };
}
