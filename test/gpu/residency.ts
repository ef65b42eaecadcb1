import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { characterTokenizer } from '../../core/src/model/character-tokenizer.ts';
import { createLocalEngine } from '../../core/src/model/local-engine.ts';
import type { LocalEngine } from '../../core/src/model/local-engine.ts';
import { createOnnxruntimeExecutor } from '../../core/src/tensor/index.ts';
import type { Executor } from '../../core/src/tensor/index.ts';

const tokenizer = characterTokenizer({ characters: '0123456789+=' });
const options = {
  model: {
    vocab_size: tokenizer.vocabularySize,
    hidden_size: 16,
    intermediate_size: 24,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    max_position_embeddings: 64,
    initializer_range: 0.2,
  },
  tokenizer: tokenizer.files,
  seed: 1,
  threads: 1,
  slots: 8,
  // Two micro-batches a step, of 64 tokens each.
  tokensPerMicroBatch: 64,
};
/** An epsilon that keeps elements with hardly a gradient from following its last bits. */
const optimiser = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-3,
  weightDecay: 0.1,
  maxGradientNorm: 0.5,
};
const sequences = Array.from({ length: 20 }, (_, i) => ({
  promptTokens: tokenizer.encode(`${i}+${2 * i + 3}=`),
  completionTokens: tokenizer.encode(`${3 * i + 3}`),
}));
/** More than there are slots for. */
const requests = sequences
  .slice(0, 11)
  .map(({ promptTokens }, i) => ({ id: String(i), promptTokens, randomSeed: i }));

async function train(engine: LocalEngine, from: number, to: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    const batch = sequences.map((_, i) => sequences[(i + step) % 20]!);
    const { loss, gradientNorm } = await engine.trainCrossEntropy(batch, optimiser);
    losses.push(loss, gradientNorm);
  }
  return losses;
}

async function sampleAll(engine: LocalEngine): Promise<Record<string, readonly number[]>> {
  const found: Record<string, readonly number[]> = {};
  for await (const { id, tokens, logProbabilities } of engine.sample(requests, { maxTokens: 40 })) {
    found[id] = [...tokens, ...logProbabilities];
  }
  return found;
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), a.length - b.length);

/** Checks that an executor with a memory of its own trains as the processor does, and keeps the weights there. */
export function testResidency(openExecutor: () => Promise<Executor>): void {
  let executor: Executor;
  let engine: LocalEngine;
  let processor: LocalEngine;
  let folder: string;
  beforeAll(async () => {
    executor = await openExecutor();
    engine = await createLocalEngine(options, executor);
    processor = await createLocalEngine(options, await createOnnxruntimeExecutor({ threads: 1 }));
    folder = await mkdtemp(join(tmpdir(), 'touchstone-residency-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await engine.dispose();
    await processor.dispose();
    expect(executor.transfers.heldTensors).toBe(0);
  });

  it('takes 20 steps as the processor does, with a checkpoint in the middle that goes on the same', async () => {
    const before = await sampleAll(engine);
    const losses = await train(engine, 0, 10);
    await engine.save(folder);
    losses.push(...(await train(engine, 10, 20)));
    expect(difference(losses, await train(processor, 0, 20))).toBeLessThan(2e-5);
    const weights = await engine.exportWeights();
    expect(difference(weights, await processor.exportWeights())).toBeLessThan(2e-5);

    const sampled = await sampleAll(engine);
    expect(sampled).not.toEqual(before);
    const expected = await sampleAll(processor);
    for (const { id } of requests) expect(difference(sampled[id]!, expected[id]!)).toBeLessThan(1e-4);

    await engine.load(folder);
    await train(engine, 10, 20);
    expect(await engine.exportWeights()).toEqual(weights);
  });

  it('moves no weights in a step, and holds as many tensors after it as before', async () => {
    const { transfers } = executor;
    await train(engine, 0, 1);
    const start = { ...transfers };
    await train(engine, 1, 6);
    // Four integers and a weight for each of 128 tokens in two micro-batches, and ten numbers of the optimiser.
    expect(transfers.uploadedBytes - start.uploadedBytes).toBe(5 * (128 * 5 * 4 + 10 * 4));
    // The loss of both, and the norm.
    expect(transfers.downloadedBytes - start.downloadedBytes).toBe(5 * 3 * 4);
    expect(transfers.heldTensors).toBe(start.heldTensors);
  });

  it('samples from a cache that stays there, through refilled slots and other shapes', async () => {
    const fresh = await createLocalEngine(options, executor);
    const theirs = await createLocalEngine(options, await createOnnxruntimeExecutor({ threads: 1 }));
    await sampleAll(fresh);
    const start = executor.transfers.uploadedBytes;
    const sampled = await sampleAll(fresh);
    const uploaded = executor.transfers.uploadedBytes - start;
    const expected = await sampleAll(theirs);
    let tokens = 0;
    for (const { id } of requests) {
      expect(difference(sampled[id]!, expected[id]!)).toBeLessThan(1e-4);
      tokens += sampled[id]!.length / 2;
    }
    expect(tokens).toBeGreaterThan(200);
    // Keys and values of one layer, one head of 8 numbers, 32 positions or more, in each of 8 slots, at every step.
    const withCache = (tokens / 8) * 2 * 8 * 32 * 8 * 4;
    expect(uploaded).toBeLessThan(withCache / 5);
    await fresh.dispose();
    await theirs.dispose();
  });

  it('keeps a reference policy of the weights at the time', async () => {
    await engine.freezeReference();
    const now = await engine.logProbabilities(sequences, 'current');
    await train(engine, 0, 1);
    expect(await engine.logProbabilities(sequences, 'reference')).toEqual(now);
    expect(await engine.logProbabilities(sequences, 'current')).not.toEqual(now);
    const { heldTensors } = executor.transfers;
    await engine.freezeReference();
    await engine.logProbabilities(sequences, 'reference');
    expect(executor.transfers.heldTensors).toBe(heldTensors);
  });

  it('trains adapters on weights that stay as they are', async () => {
    const lora = { rank: 2, alpha: 4, targets: ['q_proj', 'down_proj'] };
    const adapted = { ...options, model: { ...options.model, lora }, folder };
    const [ours, theirs] = [
      await createLocalEngine(adapted, executor),
      await createLocalEngine(adapted, await createOnnxruntimeExecutor({ threads: 1 })),
    ];
    const losses = await train(ours, 0, 3);
    expect(difference(losses, await train(theirs, 0, 3))).toBeLessThan(2e-5);
    expect(difference(await ours.exportWeights(), await theirs.exportWeights())).toBeLessThan(2e-5);
    await ours.dispose();
    await theirs.dispose();
  });

  it('takes no step on gradients that are not finite', async () => {
    const weights = await engine.exportWeights();
    const { heldTensors } = executor.transfers;
    const broken = sequences.map((sequence) => ({ ...sequence, tokenWeight: Number.NaN }));
    await expect(engine.trainCrossEntropy(broken, optimiser)).rejects.toThrow('the gradient norm is NaN');
    expect(await engine.exportWeights()).toEqual(weights);
    expect(executor.transfers.heldTensors).toBe(heldTensors);
  });
}
