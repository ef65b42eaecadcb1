import { describe, expect, it } from 'vitest';

import { randomStream } from '../../core/src/domain/random.ts';
import type { SamplingOptions } from '../../core/src/domain/engine.ts';
import { chooseToken, mostProbable } from '../../core/src/model/choose-token.ts';
import { createForward } from '../../core/src/model/forward.ts';
import { createLocalEngine } from '../../core/src/model/local-engine.ts';
import { allocateParameters } from '../../core/src/model/parameters.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import { readWeights } from '../../core/src/model/weight-files.ts';
import { createOnnxruntimeExecutor } from '../../core/src/tensor/index.ts';
import { FAMILIES, familyConfig, familyFolder, tokenizer } from './families.ts';

function logSoftmax(logits: Float32Array): Float32Array {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value - highest), 0));
  return logits.map((value) => value - highest - total);
}

/** Prompts of several lengths, two of them the same, longer than the sliding windows of the families. */
const REQUESTS = [3, 9, 9, 20].map((length, i) => ({
  id: String(i),
  promptTokens: Array.from({ length }, (_, t) => (5 * t * t + length) % 40),
  randomSeed: 100 + i,
}));

const SAMPLING: readonly SamplingOptions[] = [
  { temperature: 0, maxTokens: 16 },
  { temperature: 0.8, topP: 0.9, maxTokens: 16 },
  { temperature: 1.5, topK: 10, minP: 0.02, maxTokens: 16 },
];

/** Two slots for four requests: slots are refilled, and both requests with one prompt share its prefill. */
describe('sampling with a cache agrees with forward passes without', () => {
  it.each(FAMILIES)('%s', async (name) => {
    const config = familyConfig(name);
    const options = {
      model: config,
      tokenizer: tokenizer.files,
      folder: familyFolder(name),
      seed: 1,
      slots: 2,
    };
    const engine = await createLocalEngine(options);
    const weights = allocateParameters(config);
    await readWeights(familyFolder(name), config, weights);
    const programs = createProgramCache(await createOnnxruntimeExecutor({ threads: 1 }));
    const forward = createForward(config, weights.views, programs);
    for (const sampling of SAMPLING) {
      for await (const completion of engine.sample(REQUESTS, sampling)) {
        const { promptTokens, randomSeed } = REQUESTS[Number(completion.id)]!;
        const random = randomStream(randomSeed, 'tokens');
        const tokens = [...promptTokens];
        for (const [i, token] of completion.tokens.entries()) {
          const logits = await forward(tokens);
          const logProbabilities = logSoftmax(logits.subarray(-config.vocab_size));
          const { temperature } = sampling;
          const expected = temperature
            ? chooseToken(
                logProbabilities.map((value) => Math.exp(value / temperature)),
                sampling,
                random.next(),
              )
            : mostProbable(logProbabilities);
          expect(token).toBe(expected);
          expect(completion.logProbabilities[i]).toBeCloseTo(logProbabilities[token]!, 4);
          tokens.push(token);
        }
      }
    }
    await Promise.all([engine.dispose(), programs.dispose()]);
  });
});
