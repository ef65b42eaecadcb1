import { afterAll } from 'vitest';

import type { Completion, Engine, SampleRequest, TrainSequence } from '../../domain/engine.ts';
import { characterTokenizer } from '../character-tokenizer.ts';
import { createLocalEngine } from '../local-engine.ts';
import type { LocalEngineOptions } from '../local-engine.ts';

export const tokenizer = characterTokenizer({ characters: '0123456789+-= ' });
export const model = {
  vocab_size: tokenizer.vocabularySize,
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 128,
  initializer_range: 0.3,
};
export const optimiser = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradientNorm: 1,
};
export const grpo = {
  clipLow: 0.2,
  clipHigh: 0.2,
  dualClip: 3,
  klCoefficient: 0.1,
  entropyCoefficient: 0.01,
};

const opened: Engine[] = [];
afterAll(() => Promise.all(opened.map((engine) => engine.dispose())));

/** An engine of the small model; it is ended after the tests of the file. */
export async function open(changed: Partial<LocalEngineOptions> = {}): Promise<Engine> {
  const engine = await createLocalEngine({
    model,
    tokenizer: tokenizer.files,
    seed: 3,
    threads: 1,
    ...changed,
  });
  opened.push(engine);
  return engine;
}

export const prompt = tokenizer.encodeChat([{ role: 'user', content: '12+7=' }]);
export const answer = tokenizer.encode('<think>12+7</think>19<|im_end|>');

export function requests(count: number): SampleRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `request ${i}`,
    promptTokens: tokenizer.encodeChat([{ role: 'user', content: `${i % 5}+`.repeat(1 + (i % 9)) }]),
    randomSeed: i,
  }));
}

export async function sampleAll(
  engine: Engine,
  asked: SampleRequest[],
  temperature = 1,
): Promise<Map<string, Completion>> {
  const completions = new Map<string, Completion>();
  for await (const completion of engine.sample(asked, { maxTokens: 40, temperature })) {
    completions.set(completion.id, completion);
  }
  return completions;
}

/** A batch of several lengths, weights and advantages, off-policy by a little. */
export function grpoBatch(completions: Iterable<Completion>, asked: SampleRequest[]): TrainSequence[] {
  const promptOf = new Map(asked.map(({ id, promptTokens }) => [id, promptTokens]));
  return [...completions].map(({ id, tokens, logProbabilities }, i) => ({
    promptTokens: promptOf.get(id)!,
    completionTokens: tokens,
    advantage: (i % 3) - 1,
    tokenWeight: 0.01 * (1 + (i % 2)),
    oldLogProbabilities: logProbabilities.map((value, t) => value + 0.2 * Math.sin(7 * i + t)),
    referenceLogProbabilities: logProbabilities.map((value, t) => value + 0.3 * Math.cos(5 * i + t)),
  }));
}
