import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { LearnerReport } from '../domain/engine.ts';
import { createOnnxruntimeExecutor, createTfjsExecutor, encodeOnnx, sizeOf } from '../tensor/index.ts';
import type { Graph, Precision, TensorData } from '../tensor/index.ts';
import { loadOnnxruntime } from '../tensor/load-onnxruntime.ts';
import { characterTokenizer } from './character-tokenizer.ts';
import { parseModelConfig } from './config.ts';
import { createLocalEngine } from './local-engine.ts';
import type { LocalEngine } from './local-engine.ts';
import { acceptStep, createLossScale } from './loss-scale.ts';
import { initialiseParameters } from './parameters.ts';
import { crossEntropyGraph, GRADIENT_PREFIX } from './training-graphs.ts';

const tokenizer = characterTokenizer({ characters: '0123456789+=' });
const model = {
  vocab_size: tokenizer.vocabularySize,
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 64,
  initializer_range: 0.2,
} as const;
const optimiser = {
  learningRate: 0.003,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradientNorm: 1,
};
const sequences = Array.from({ length: 8 }, (_, i) => ({
  promptTokens: tokenizer.encode(`${i}+${2 * i + 3}=`),
  completionTokens: tokenizer.encode(`${3 * i + 3}`),
}));

const open = (precision: Precision): Promise<LocalEngine> =>
  createLocalEngine({ model, tokenizer: tokenizer.files, seed: 1, threads: 1, precision });

/** A training graph, and what it is fed. */
function trainingGraph(): { graph: Graph; feeds: Record<string, TensorData> } {
  const config = parseModelConfig(model);
  const graph = crossEntropyGraph(config, { rows: 2, time: 32 });
  const { views } = initialiseParameters(config, 1);
  const feeds: Record<string, TensorData> = {};
  for (const [name, { shape, dataType }] of graph.inputs) {
    const numbers = Array.from({ length: sizeOf(shape) }, (_, i) =>
      name === 'segments' ? 1 : name === 'positions' ? i % 32 : (7 * i + name.length) % 11,
    );
    feeds[name] =
      views[name] ?? (dataType === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers));
  }
  return { graph, feeds };
}

/** Loss and gradients of a micro-batch. */
async function gradientsIn(precision: Precision): Promise<Record<string, Float32Array>> {
  const { graph, feeds } = trainingGraph();
  const program = await (await createOnnxruntimeExecutor({ threads: 1 })).compile(graph, { precision });
  const outputs = await program.run(feeds);
  await program.dispose();
  return outputs;
}

const norm = (values: Float32Array): number => Math.hypot(...values);

describe('mixed precision', () => {
  it('has the gradients of 32 bits but for the rounding of 16', async () => {
    const [exact, mixed] = [await gradientsIn('float32'), await gradientsIn('mixed')];
    const differences = Object.entries(exact).map(([name, values]) => {
      const difference = norm(values.map((x, i) => x - mixed[name]![i]!)) / norm(values);
      // 16-bit floats have 11 bits; some layers lie between a weight and the loss.
      expect(difference).toBeLessThan(20 * 2 ** -11);
      return difference;
    });
    expect(Math.max(...differences)).toBeGreaterThan(2 ** -13);
    expect(Object.keys(exact).filter((name) => name.startsWith(GRADIENT_PREFIX))).not.toHaveLength(0);
  });

  it('is a model of the right types as WebGPU gets it', async () => {
    const { graph, feeds } = trainingGraph();
    const { library } = await loadOnnxruntime();
    const model16 = encodeOnnx(graph, { standard: true, halfProducts: 'float16' });
    const session = await library.InferenceSession.create(model16, { logSeverityLevel: 3 });
    const wrapped = [...graph.inputs].map(([name, { dataType, shape }]) => [
      name,
      new library.Tensor(dataType, feeds[name] as never, shape),
    ]);
    // The processor computes it in 32 bits.
    const found = await session.run(Object.fromEntries(wrapped) as never);
    for (const [name, values] of Object.entries(await gradientsIn('float32'))) {
      const theirs = found[name]!.data as Float32Array;
      expect(norm(values.map((x, i) => x - theirs[i]!)) / norm(values)).toBeLessThan(20 * 2 ** -11);
    }
    await session.release();
  });

  it('learns as 32 bits do over 100 steps', async () => {
    const [exact, mixed] = [await open('float32'), await open('mixed')];
    const reports: LearnerReport[][] = [];
    for (let step = 0; step < 100; step++) {
      const both = [exact, mixed].map((engine) => engine.trainCrossEntropy(sequences, optimiser));
      reports.push(await Promise.all(both));
    }
    for (const [a, b] of reports) {
      expect(Math.abs(a!.loss - b!.loss)).toBeLessThan(0.02 * Math.max(a!.loss, 0.1));
    }
    const [a, b] = reports.at(-1)!;
    expect(a!.loss).toBeLessThan(0.5);
    expect(a).not.toHaveProperty('lossScale');
    expect(b).toMatchObject({ lossScale: 65536, skippedSteps: 0 });
    await exact.dispose();
    await mixed.dispose();
  });

  it('skips a step whose gradients overflow, halves the scale, and keeps it in the checkpoint', async () => {
    const engine = await open('mixed');
    const weights = await engine.exportWeights();
    const large = sequences.map((sequence) => ({ ...sequence, tokenWeight: 100 }));
    const skipped = await engine.trainCrossEntropy(large, optimiser);
    expect(skipped).toMatchObject({ lossScale: 32768, skippedSteps: 1 });
    expect(Number.isFinite(skipped.loss)).toBe(true);
    expect(Number.isFinite(skipped.gradientNorm)).toBe(false);
    expect(await engine.exportWeights()).toEqual(weights);

    const folder = await mkdtemp(join(tmpdir(), 'touchstone-mixed-'));
    await engine.save(folder);
    const resumed = await open('mixed');
    await resumed.load(folder);
    await rm(folder, { recursive: true });
    const [a, b] = [
      await engine.trainCrossEntropy(sequences, optimiser),
      await resumed.trainCrossEntropy(sequences, optimiser),
    ];
    expect(b).toEqual(a);
    expect(a).toMatchObject({ lossScale: 32768, skippedSteps: 1 });
    expect(await engine.exportWeights()).not.toEqual(weights);
    await engine.dispose();
    await resumed.dispose();
  });

  it('is refused before the run where there is none', async () => {
    const engine = createLocalEngine(
      { model, tokenizer: tokenizer.files, seed: 1, precision: 'mixed' },
      await createTfjsExecutor(),
    );
    await expect(engine).rejects.toThrow(
      /^engine\.precision is "mixed", but tfjs.* does not compute in it \(tfjs: there are no products of 16-bit floats\)/,
    );
  });
});

describe('the loss scale', () => {
  it('doubles after 2,000 steps in a row, and halves at each that is not finite', () => {
    const state = createLossScale();
    for (let step = 0; step < 1999; step++) expect(acceptStep(1, state)).toBe(true);
    expect(acceptStep(Number.NaN, state)).toBe(false);
    expect(state).toEqual({ scale: 32768, goodSteps: 0, skippedSteps: 1 });
    for (let step = 0; step < 2000; step++) acceptStep(1, state);
    expect(state).toEqual({ scale: 65536, goodSteps: 0, skippedSteps: 1 });
  });

  it('gives up where no smaller scale can help', () => {
    const state = createLossScale();
    for (let step = 0; step < 16; step++) expect(acceptStep(Infinity, state)).toBe(false);
    expect(state.scale).toBe(1);
    expect(() => acceptStep(Infinity, state)).toThrow(
      'the gradient norm is Infinity; the step was not taken',
    );
  });
});
