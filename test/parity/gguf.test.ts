import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createTokenizer, exportModel, readModelFolder } from '@touchstone-rl/core/model';
import type { ExportOptions, GgufType } from '@touchstone-rl/core/model';
import { afterAll, describe, expect, it } from 'vitest';

import { readStartingWeights } from '../../core/src/model/create-state.ts';
import { createForward } from '../../core/src/model/forward.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import { createOnnxruntimeExecutor } from '../../core/src/tensor/index.ts';
import { FAMILIES, familyFolder, readFixture, tokenizer } from './families.ts';

/** What is used of node-llama-cpp, which is not a dependency: it is large, and only this test needs it. */
interface LlamaLibrary {
  getLlama(options: object): Promise<{
    loadModel(options: object): Promise<LlamaModel>;
    dispose(): Promise<void>;
  }>;
}

interface LlamaModel {
  readonly tokens: { readonly eot: number | null; readonly eos: number | null };
  tokenize(text: string, specialTokens: boolean): number[];
  detokenize(tokens: readonly number[], specialTokens: boolean): string;
  createContext(options: object): Promise<{
    getSequence(): {
      controlledEvaluate(
        input: readonly unknown[],
      ): Promise<readonly ({ next: { probabilities: ReadonlyMap<number, number> } } | undefined)[]>;
    };
  }>;
  dispose(): Promise<void>;
}

const LIBRARY = 'node-llama-cpp';
const library = await import(LIBRARY).then(
  (found) => found as LlamaLibrary,
  () => undefined,
);
const llama = await library?.getLlama({ gpu: false, build: 'never', logLevel: 'error' });
if (!llama) {
  console.log(
    'llama.cpp is not installed, its tests are skipped: npm install --no-save --ignore-scripts node-llama-cpp@3.22.1',
  );
}
afterAll(() => llama?.dispose());

const TOKENS = Array.from({ length: 14 }, (_, i) => (5 * i * i + 4) % 36);

const temporary = (): string => mkdtempSync(join(tmpdir(), 'gguf-'));

/** A model folder of a family, with a changed configuration and a tokenizer of characters. */
function modelFolder(name: string, changes: Record<string, unknown>): string {
  const folder = temporary();
  cpSync(familyFolder(name), folder, { recursive: true });
  const config = { ...(readFixture(name, 'config.json') as object), ...changes };
  for (const [file, value] of Object.entries({
    'config.json': config,
    'tokenizer.json': tokenizer.files.tokenizer,
    'tokenizer_config.json': tokenizer.files.config,
  })) {
    writeFileSync(join(folder, file), JSON.stringify(value));
  }
  return folder;
}

async function exported(folder: string, options: Partial<ExportOptions> = {}): Promise<LlamaModel> {
  const modelPath = join(temporary(), 'model.gguf');
  await exportModel(folder, modelPath, { format: 'gguf', ...options } as ExportOptions);
  return llama!.loadModel({ modelPath, useMmap: false });
}

/** Probabilities of the token after a sequence, in llama.cpp and here. */
async function nextProbabilities(
  model: LlamaModel,
  folder: string,
  tokens: readonly number[],
): Promise<{ theirs: number[]; ours: number[] }> {
  const context = await model.createContext({
    contextSize: 32,
    flashAttention: false,
  });
  const ask = {
    generateNext: { probabilities: true, options: { temperature: 1, topK: 0, topP: 1, minP: 0 } },
  };
  const input = tokens.map((token, i) => (i === tokens.length - 1 ? [token, ask] : token));
  const results = await context.getSequence().controlledEvaluate(input);
  const { probabilities } = results.at(-1)!.next;

  const { model: config } = await readModelFolder(folder);
  const { parameters } = await readStartingWeights(config, folder);
  const programs = createProgramCache(await createOnnxruntimeExecutor({ threads: 1 }));
  const forward = createForward({ ...config, contextTokens: 32 }, parameters.views, programs);
  const logits = (await forward(tokens)).subarray(-config.vocab_size);
  const weights = Array.from(logits, Math.exp);
  await programs.dispose();
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    ours: weights.map((weight) => weight / total),
    theirs: weights.map((_, token) => probabilities.get(token) ?? 0),
  };
}

function worstOf({ theirs, ours }: { theirs: number[]; ours: number[] }): number {
  expect(theirs.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
  return Math.max(...ours.map((value, token) => Math.abs(value - theirs[token]!)));
}

/** Llama.cpp has neither sliding windows of Qwen 2 nor the output biases that a Llama may have. */
const CHANGES: Readonly<Record<string, Record<string, unknown>>> = {
  qwen2: { use_sliding_window: false, sliding_window: null, layer_types: null },
  'phi-3': { sliding_window: 32 },
};

describe.skipIf(!llama)('a GGUF export gives llama.cpp the same next token', () => {
  it.each(FAMILIES)('%s', async (name) => {
    const folder = modelFolder(name, CHANGES[name] ?? {});
    const model = await exported(folder, { type: 'F32' });
    expect(worstOf(await nextProbabilities(model, folder, TOKENS))).toBeLessThan(1e-3);
    await model.dispose();
  });

  it.each([
    ['llama-2', { rope_parameters: { rope_type: 'linear', rope_theta: 10000, factor: 2 } }],
    [
      'qwen3',
      {
        rope_parameters: {
          rope_type: 'yarn',
          rope_theta: 10000,
          factor: 4,
          original_max_position_embeddings: 16,
        },
      },
    ],
  ])('%s with scaled positions', async (name, changes) => {
    const folder = modelFolder(name, changes);
    const model = await exported(folder, { type: 'F32' });
    expect(worstOf(await nextProbabilities(model, folder, TOKENS))).toBeLessThan(1e-3);
    await model.dispose();
  });

  it.each([
    ['F16', 1e-3],
    ['Q8_0', 0.03],
  ] as const)('%s, with merged adapters', async (type: GgufType, tolerance: number) => {
    const folder = temporary();
    const base = modelFolder('phi-4', {});
    cpSync(familyFolder('phi-4-lora'), folder, { recursive: true });
    const adapters = readFixture('phi-4-lora', 'adapter_config.json') as object;
    writeFileSync(
      join(folder, 'adapter_config.json'),
      JSON.stringify({ ...adapters, base_model_name_or_path: base }),
    );
    const model = await exported(folder, { type });
    expect(worstOf(await nextProbabilities(model, folder, TOKENS))).toBeLessThan(tolerance);
    await model.dispose();
  });

  it('cuts and joins text as the tokenizer does, and ends where it does', async () => {
    for (const folder of [familyFolder('chat'), modelFolder('qwen3', {})]) {
      const model = await exported(folder);
      const { tokenizer: files } = await readModelFolder(folder);
      const own = createTokenizer(files);
      const texts =
        folder === familyFolder('chat') ? ['What is 12 + 7?\n\n', ' naïve Ω≠ 😀\t{x_1}^2'] : ['12 + (7*3)'];
      for (const text of texts.map((each) => `<|im_start|>${each}<|im_end|>`)) {
        expect(model.tokenize(text, true)).toEqual(own.encode(text));
        expect(model.detokenize(own.encode(text), true)).toBe(text);
      }
      expect(model.tokens.eot).toBe(own.endToken);
      await model.dispose();
    }
  });

  it('the whole chat model, from its own files', async () => {
    const folder = familyFolder('chat');
    const { chat } = readFixture('chat', 'expected.json') as { chat: { tokens: number[] } };
    const model = await exported(folder);
    expect(worstOf(await nextProbabilities(model, folder, chat.tokens.slice(0, 30)))).toBeLessThan(1e-3);
    await model.dispose();
  });
});

describe('an export that llama.cpp would compute otherwise is refused', () => {
  const yarn = { rope_type: 'yarn', factor: 4, attention_factor: 1 };
  it.each([
    ['qwen2', {}, {}, 'the sliding window of the family qwen2'],
    ['qwen3', { rope_parameters: yarn }, {}, 'YaRN with attention_factor'],
    ['qwen3', {}, { model: { type: 'WordPiece' } }, 'a tokenizer of the type WordPiece'],
  ])('%s with %j and %j', async (name, changes, tokenizerChanges, message) => {
    const folder = modelFolder(name, changes);
    const files = { ...tokenizer.files.tokenizer, ...tokenizerChanges };
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(files));
    await expect(exportModel(folder, join(temporary(), 'a.gguf'), { format: 'gguf' })).rejects.toThrow(
      message,
    );
  });
});

describe('an export for transformers', () => {
  it('divides weights into files with an index, in the type asked for', async () => {
    const out = temporary();
    await exportModel(familyFolder('chat'), out, { format: 'huggingface', type: 'F16', shardBytes: 20_000 });
    expect(readdirSync(out).filter((name) => name.endsWith('.safetensors')).length).toBeGreaterThan(2);
    const { model, tokenizer: files } = await readModelFolder(out);
    const stored = await readModelFolder(familyFolder('chat'));
    expect(model).toMatchObject({ ...stored.model, torch_dtype: 'float16', dtype: 'float16' });
    expect(files.config).toEqual(stored.tokenizer.config);
    // The chat model is stored in half precision, so nothing is lost.
    const [after, before] = await Promise.all(
      [out, familyFolder('chat')].map((folder) => readStartingWeights(model, folder)),
    );
    expect(after!.parameters.views).toEqual(before!.parameters.views);
  });
});
