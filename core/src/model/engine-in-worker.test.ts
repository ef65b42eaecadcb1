import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Completion, Engine } from '../domain/engine.ts';
import { characterTokenizer } from './character-tokenizer.ts';
import { createEngineInWorker } from './engine-in-worker.ts';
import { createLocalEngine } from './local-engine.ts';

const tokenizer = characterTokenizer({ characters: '0123456789+-= ' });
const options = {
  model: {
    vocab_size: tokenizer.vocabularySize,
    hidden_size: 32,
    intermediate_size: 48,
    num_hidden_layers: 1,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    max_position_embeddings: 128,
  },
  tokenizer: tokenizer.files,
  seed: 3,
  threads: 1,
};
const optimiser = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradientNorm: 1,
};
const promptTokens = tokenizer.encodeChat([{ role: 'user', content: '12+7=' }]);
const sequence = { promptTokens, completionTokens: tokenizer.encode('19<|im_end|>') };
const asked = Array.from({ length: 20 }, (_, i) => ({
  id: String(i),
  promptTokens: promptTokens.slice(0, 3 + (i % 5)),
  randomSeed: i,
}));

async function use(engine: Engine): Promise<unknown> {
  const report = await engine.trainCrossEntropy([sequence], optimiser);
  await engine.freezeReference();
  const reference = await engine.logProbabilities([sequence], 'reference');
  const completions: Record<string, Completion> = {};
  for await (const completion of engine.sample(asked, { maxTokens: 30 }))
    completions[completion.id] = completion;
  return { capabilities: engine.capabilities, report, reference, completions };
}

describe('createEngineInWorker', () => {
  let worker: Engine;
  beforeAll(async () => {
    worker = await createEngineInWorker({ ...options, samplers: 2 });
  });
  afterAll(() => worker.dispose());

  it('does what the local engine does, with the same weights in every sampler', async () => {
    const local = await createLocalEngine(options);
    expect(await use(worker)).toEqual(await use(local));
    await local.dispose();
  });

  it('passes errors on with their message, from calls and from streams', async () => {
    await expect(worker.trainCrossEntropy([], optimiser)).rejects.toThrow(
      'a batch without completion tokens',
    );
    const failing = worker.sample([{ id: 'a', promptTokens: [], randomSeed: 1 }], { maxTokens: 3 });
    await expect(failing[Symbol.asyncIterator]().next()).rejects.toThrow(
      "request 'a': the prompt has no tokens",
    );
    const wrong = { ...options, model: { ...options.model, vocab_size: 5 } };
    await expect(createEngineInWorker(wrong)).rejects.toThrow('vocab_size is 5');
  });

  it('goes on after a stream was left early', async () => {
    for await (const completion of worker.sample(asked, { maxTokens: 100 })) {
      expect(completion.tokens.length).toBeGreaterThan(0);
      break;
    }
    await expect(worker.logProbabilities([sequence], 'current')).resolves.toHaveLength(1);
  });

  it('leaves this thread free while it computes, and ends at once when disposed', async () => {
    const busy = await createEngineInWorker({ ...options, samplers: 1 });
    const batch = Array.from({ length: 5000 }, () => sequence);
    const outcome = busy.trainCrossEntropy(batch, optimiser).catch((error: Error) => error.message);
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    await busy.dispose();
    expect(await outcome).toBe('the engine was disposed');
    await expect(busy.freezeReference()).rejects.toThrow('the engine was disposed');
  });
});
