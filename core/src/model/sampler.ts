import type { Policy, SampleRequest, SamplingOptions } from '../domain/engine.ts';
import { longestSequence } from './config.ts';
import type { ModelConfig } from './config.ts';
import { createDecodeBatch } from './decode-batch.ts';
import { createPrefill, MOST_PROMPTS } from './prefill.ts';
import type { ProgramCache } from './program-cache.ts';
import { createRequestQueue } from './request-queue.ts';
import { startSequence } from './sequence.ts';
import type { SequenceEnds } from './sequence.ts';
import type { UseWeights } from './weight-store.ts';

/** What a sampler needs besides the model. */
export interface SamplerOptions extends SequenceEnds {
  /** Most sequences that advance together. */
  readonly slots: number;
}

/**
 * Makes the sampler of a model: sequences advance together, one token a step, each in its slot of a key-value
 * cache; a finished sequence's slot is given to the next request at once. A sequence's tokens depend on its
 * prompt and its own random seed, not on its slot or its company.
 */
export function createSampler(
  config: ModelConfig,
  useWeights: UseWeights,
  programs: ProgramCache,
  options: SamplerOptions,
): Policy {
  return {
    async *sample(requests, sampling) {
      checkSampling(sampling);
      for (const request of requests) checkRequest(request, sampling, config);
      const queue = createRequestQueue(requests, createPrefill(config, useWeights, programs));
      const longest = requests.reduce(
        (most, { promptTokens }) => Math.max(most, promptTokens.length + sampling.maxTokens),
        0,
      );
      const batch = createDecodeBatch(config, useWeights, programs, { slots: options.slots, longest });
      const fill = async (): Promise<void> => {
        while (batch.running < options.slots) {
          const admitted = await queue.take(Math.min(MOST_PROMPTS, options.slots - batch.running));
          if (admitted.length === 0) return;
          await batch.admit(
            admitted.map(({ request, prefix }) => ({
              sequence: startSequence(request, sampling, options),
              prefix,
            })),
          );
        }
      };
      try {
        for (;;) {
          await fill();
          if (batch.running === 0) return;
          yield* await batch.step(sampling.temperature);
        }
      } finally {
        batch.dispose();
      }
    },
  };
}

function checkSampling({ temperature = 1, topP = 1, topK = 0, minP = 0, stop = [] }: SamplingOptions): void {
  const require = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new Error(`sampling: ${what}, it is ${JSON.stringify(value)}`);
  };
  require(temperature >= 0, 'temperature must be at least 0', temperature);
  require(topP > 0 && topP <= 1, 'topP must be above 0 and at most 1', topP);
  require(Number.isInteger(topK) && topK >= 0, 'topK must be a whole number of at least 0', topK);
  require(minP >= 0 && minP <= 1, 'minP must be between 0 and 1', minP);
  require(!stop.includes(''), 'a stop string must not be empty', stop);
}

function checkRequest(
  { id, promptTokens }: SampleRequest,
  { maxTokens }: SamplingOptions,
  config: ModelConfig,
): void {
  const fail = (why: string): never => {
    throw new Error(`sampling request '${id}': ${why}`);
  };
  if (promptTokens.length === 0) fail('the prompt has no tokens');
  if (!(maxTokens >= 1)) fail(`maxTokens is ${maxTokens}, it must be at least 1`);
  const unknown = promptTokens.find((token) => !(token >= 0 && token < config.vocab_size));
  if (unknown !== undefined) fail(`token ${unknown} is not in the vocabulary of ${config.vocab_size}`);
  const needed = promptTokens.length + maxTokens;
  const longest = longestSequence(config);
  if (needed > longest) {
    fail(
      `a prompt of ${promptTokens.length} tokens and maxTokens ${maxTokens} make ${needed}, ` +
        `more than the model's longest sequence of ${longest} (max_position_embeddings); lower maxTokens`,
    );
  }
}
